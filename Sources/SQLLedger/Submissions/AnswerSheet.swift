import Inspection
import Ledger

/// The campaign and the site that a submission is about.
struct SubmittedPlace {
  var campaign: Int64
  var checklist: Int64
  var site: Int64
  var siteType: String
  /// The code of the site's region.
  var region: String
  /// Nil where everybody may judge everything.
  var qualifications: Qualifications?

  /// - Throws: `SubmissionRefusal`.
  static func find(_ db: Database, _ submission: InspectionSubmission) throws -> SubmittedPlace {
    let campaign = try Row.fetchOne(
      db, sql: "SELECT id, checklist_id, cancelled_at, qualifications FROM campaign WHERE code = ?",
      arguments: [submission.campaign])
    guard let campaign, !Reinspection.isNamed(submission.campaign) else {
      throw SubmissionRefusal(.unknownCampaign, "there is no campaign \"\(submission.campaign)\"")
    }
    guard campaign[2] as Int64? == nil else {
      throw SubmissionRefusal(.closed, "campaign \(submission.campaign) was cancelled")
    }
    let site = try Row.fetchOne(
      db,
      sql: """
        SELECT site.id, site.type, region.code FROM site JOIN region ON region.id = site.region_id WHERE site.code = ?
        """, arguments: [submission.site])
    guard let site else {
      throw SubmissionRefusal(.unknownSite, "there is no site \"\(submission.site)\"")
    }
    return SubmittedPlace(
      campaign: campaign[0], checklist: campaign[1], site: site[0], siteType: site[1], region: site[2],
      qualifications: Qualifications(text: campaign[3]))
  }
}

/// The items of a campaign at a site, to hold answers against.
struct AnswerSheet {
  /// An answer with the task that it belongs to; without a value an item goes along that depends on answered ones.
  struct Taken {
    var position: Int
    /// Row id.
    var item: Int64
    var seq: Int64
    var value: String
    var evidence: [String]
    var note: String
  }

  struct Item {
    /// Row id.
    var id: Int64
    var code: String
    /// Nil where older programs took in the checklist.
    var rule: ItemRule?
  }

  /// By position.
  let items: [Item]
  let standing: SiteItems
  private let indexes: [String: Int]
  /// Earlier answers of the campaign at the site, by position.
  private let said: [Int: String]
  /// Positions that were submitted and are not decided yet.
  private let waiting: Set<Int>
  private let qualifications: Qualifications?

  /// - Throws: `SubmissionRefusal` where the campaign has nothing to ask at the site.
  init(_ db: Database, _ place: SubmittedPlace) throws {
    standing = try SiteItems.fetch(db, campaign: place.campaign, site: place.site)
    guard !standing.places.isEmpty else {
      throw SubmissionRefusal(
        .unknownSite, "the campaign has no result at the site yet that could be added to")
    }
    items = try Self.items(db, checklist: place.checklist)
    indexes = Dictionary(items.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    said = try Self.answers(db, campaign: place.campaign, site: place.site)
    qualifications = place.qualifications
    waiting = try SQLLedger.waiting(db, campaign: place.campaign, site: place.site)
  }

  static func items(_ db: Database, checklist: Int64) throws -> [Item] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT item.id, item.code, checklist_item.rule FROM checklist_item JOIN item ON item.id = item_id
        WHERE checklist_id = ? ORDER BY position
        """, arguments: [checklist]
    ).map { Item(id: $0[0], code: $0[1], rule: try RuleText.read(ItemRule.self, $0[2])) }
  }

  /// The last answer to each item counts.
  private static func answers(_ db: Database, campaign: Int64, site: Int64) throws -> [Int: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT answer.position, answer.value FROM submission JOIN submission_answer AS answer
          ON answer.submission = submission.number
        WHERE submission.site_id = ? AND submission.campaign_id = ? AND answer.value <> ''
        ORDER BY submission.number
        """, arguments: [site, campaign])
    return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { _, later in later })
  }

  func generation(of seq: Int64) -> Int64 { standing.parts.first { $0.seq == seq }?.generation ?? 0 }

  /// Reads every answer, and adds what goes along with them.
  ///
  /// - Parameter faults: what is wrong besides.
  /// - Throws: `SubmissionRefusal` with all that is wrong.
  func read(
    _ submission: InspectionSubmission, faults: [SubmissionRefusal.Fault]
  ) throws -> [Taken] {
    var (faults, taken) = (faults, [Int: Taken]())
    for answer in submission.answers {
      if let fault = fault(of: answer) ?? unqualified(answer, submission) {
        faults.append(.init(item: answer.item, fault))
      } else if let position = indexes[answer.item], let place = standing.places[position] {
        taken[position] = Taken(
          position: position, item: items[position].id, seq: place.seq, value: answer.value,
          evidence: answer.evidence, note: answer.note)
      }
    }
    guard faults.isEmpty else { throw SubmissionRefusal(faults) }
    for position in dependents(of: Set(taken.keys)) where taken[position] == nil {
      guard let place = standing.places[position] else { continue }
      taken[position] = Taken(
        position: position, item: items[position].id, seq: place.seq, value: "", evidence: [], note: "")
    }
    return taken.values.sorted { $0.position < $1.position }
  }

  /// What is wrong with an answer, to be read behind its item; nil for nothing.
  private func fault(of answer: InspectionSubmission.Answer) -> String? {
    guard let position = indexes[answer.item] else {
      return "is no item of the checklist\(NearestName.hint(for: answer.item, among: items.map(\.code)))"
    }
    guard let place = standing.places[position] else { return "is not asked by the campaign at this site" }
    guard place.outcome.isOpen else { return "was decided already: \(place.outcome.name)" }
    if waiting.contains(position) { return "was submitted already, and is being decided" }
    guard let rule = items[position].rule, let question = rule.question, let observes = question.observes
    else { return "belongs to a checklist that an older program took in; rebuild the ledger" }
    if !rule.probe.isEmpty { return "is looked at by a probe (\(rule.probe))" }
    do throws(ObservationSyntax.Failure) {
      if try ObservationSyntax.parse(answer.value, as: observes) == nil {
        return "is blank: say what was observed, or n/a where the item does not apply"
      }
    } catch {
      return "cannot be read: \(error)"
    }
    let isAway = answer.value.trimmingBlanks().lowercased() == "n/a" || answer.value.trimmingBlanks() == "不适用"
    return isAway ? nil : Self.fault(of: answer.evidence, by: question.evidenceRule)
  }

  /// What its inspector lacks to give an answer; nil for nothing.
  private func unqualified(
    _ answer: InspectionSubmission.Answer, _ submission: InspectionSubmission
  ) -> String? {
    guard let qualifications, let position = indexes[answer.item] else { return nil }
    let missing = qualifications.missing(for: position, of: submission.person, on: submission.day)
    return missing.map {
      "takes the qualification \"\($0)\" on \(submission.day), which \(submission.person) does not hold"
    }
  }

  /// What is wrong with the evidence of an answer; whether the files are there, the workers see.
  private static func fault(of evidence: [String], by rule: EvidenceRule?) -> String? {
    var hashes: Set<String> = []
    for text in evidence {
      do throws(EvidenceReference.Failure) {
        guard let reference = try EvidenceReference(text) else {
          return "has the evidence \"\(text.prefix(100))\", which is no reference such as photo:sha256:HEX"
        }
        if rule?.kinds.contains(reference.kind) ?? true { hashes.insert(reference.sha256) }
      } catch {
        return "has evidence that cannot be read: \(error)"
      }
    }
    guard let rule, hashes.count < rule.minimum else { return nil }
    let kinds = Checklist.EvidenceKind.allCases.filter(rule.kinds.contains).map(\.rawValue)
    return "takes \(rule.minimum) \(kinds.joined(separator: " or ")) as evidence, and \(hashes.count) came"
  }

  /// Items that nobody has inspected and that ask some others, at the end of however many steps.
  private func dependents(of answered: Set<Int>) -> [Int] {
    standing.places.filter { $0.value.outcome == .notchecked }.keys.filter { position in
      items[position].rule?.probe.isEmpty == true && !asked(by: [position]).isDisjoint(with: answered)
    }
  }

  /// The items that some ask, and those that these ask in turn.
  private func asked(by positions: some Sequence<Int>) -> Set<Int> {
    var asked: Set<Int> = []
    var open = positions.flatMap(references)
    while let position = open.popLast() {
      if asked.insert(position).inserted { open += references(position) }
    }
    return asked
  }

  private func references(_ position: Int) -> [Int] {
    (items[position].rule?.question?.asks ?? []).compactMap { indexes[$0] }
  }

  /// What is known of the items that answered ones ask: what is said now, what was said before, and of yes or no what
  /// the outcome tells.
  func known(beside taken: [Taken]) -> [Int: String] {
    var known: [Int: String] = [:]
    let now = Dictionary(
      taken.filter { !$0.value.isEmpty }.map { ($0.position, $0.value) },
      uniquingKeysWith: { first, _ in first })
    for position in asked(by: taken.map(\.position)) {
      known[position] = now[position] ?? said[position] ?? told(position)
    }
    return known
  }

  private func told(_ position: Int) -> String? {
    guard let outcome = standing.places[position]?.outcome else { return nil }
    if outcome == .notapplicable { return "n/a" }
    guard outcome == .pass || outcome == .fail, let rule = items[position].rule,
      rule.question?.kind == .boolean, rule.refinements == nil, ["yes", "no"].contains(rule.requirement)
    else { return nil }
    return (rule.requirement == "yes") == (outcome == .pass) ? "yes" : "no"
  }
}
