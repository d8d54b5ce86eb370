import Inspection
import Ledger

/// An inspector's form: what a campaign asks at a site, and what is known of it.
struct FormAnswer: Encodable {
  struct Section: Encodable {
    var id: String
    var title: String
    var items: [Item]
  }

  struct Item: Encodable {
    var id: String
    var text: String
    var requirement: String
    /// general or major.
    var level: String
    var redLine: Bool
    var reference: String
    /// What is observed; null where no inspector can say it.
    var kind: Nullable<String>
    var unit: Nullable<String>
    /// Empty for a kind without options.
    var options: [String]
    /// What must be attached, as checklists write it; null for nothing.
    var evidence: Nullable<String>
    /// When the item applies, as checklists write it; null for always.
    var condition: Nullable<String>
    /// open, waiting or decided.
    var state: String
    /// Null while it is not decided.
    var outcome: Nullable<String>
    var reason: String

    init(_ item: InspectionForm.Item) {
      id = item.id
      text = item.text
      requirement = item.requirement
      level = item.level.name
      redLine = item.isRedLine
      reference = item.reference
      kind = Nullable(item.question?.kind.rawValue)
      unit = Nullable(item.question?.unit)
      options = item.question?.options ?? []
      evidence = Nullable(item.question?.evidence)
      condition = Nullable(item.question?.condition)
      reason = ""
      outcome = Nullable(nil)
      switch item.state {
      case .open: state = "open"
      case .waiting: state = "waiting"
      case .decided(let decided, let words):
        state = "decided"
        outcome = Nullable(decided.name)
        reason = words
      }
    }
  }

  var campaign: String
  var title: String
  var checklist: String
  var site: String
  var siteName: String
  var siteType: String
  var region: String
  /// Whether submissions are taken.
  var open: Bool
  var sections: [Section]

  init(_ form: InspectionForm) {
    campaign = form.campaign
    title = form.title
    checklist = form.checklist
    site = form.site
    siteName = form.siteName
    siteType = form.siteType
    region = form.region
    open = form.isOpen
    sections = form.sections.map { Section(id: $0.id, title: $0.title, items: $0.items.map(Item.init)) }
  }
}

/// A submission, and what has come of it.
struct SubmissionAnswer: Encodable {
  struct Answer: Encodable {
    var item: String
    var text: String
    /// Empty for an item that went along, since it depends on others.
    var value: String
    var evidence: [String]
    var note: String
    var outcome: Nullable<String>
    var reason: String
    /// Whether this answer decided the item.
    var counts: Bool
    var hazard: Nullable<String>
  }

  var id: String
  var campaign: String
  var site: String
  var siteName: String
  var region: String
  var at: String
  var takenAt: String
  var person: String
  var role: String
  /// waiting, checked, dead or cancelled.
  var state: String
  var answers: [Answer]
  /// Whether it had been taken before, under the same key; only of one that was sent.
  var repeated: Bool?

  init(_ submission: FiledSubmission, repeated: Bool? = nil) {
    id = submission.id
    campaign = submission.campaign
    site = submission.site
    siteName = submission.siteName
    region = submission.region
    at = submission.at.iso8601
    takenAt = submission.takenAt.iso8601
    person = submission.person
    role = submission.role
    state = submission.state.rawValue
    answers = submission.answers.map {
      Answer(
        item: $0.item, text: $0.text, value: $0.value, evidence: $0.evidence, note: $0.note,
        outcome: Nullable($0.outcome?.name), reason: $0.reason, counts: $0.counts,
        hazard: Nullable($0.hazard?.description))
    }
    self.repeated = repeated
  }
}
