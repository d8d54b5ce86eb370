import Inspection
import Ledger

/// A submission as the log keeps it.
struct SubmissionRecord: Sendable, Hashable, Codable {
  private struct Answer: Sendable, Hashable, Codable {
    var item: String
    var value: String
    var evidence: [String]?
    var note: String?
  }

  private var campaign: String
  private var site: String
  private var at: Int64
  /// Days since 1970-01-01.
  private var day: Int32
  private var person: String
  private var role: String?
  private var answers: [Answer]
  private var key: String?

  init(_ submission: InspectionSubmission) {
    campaign = submission.campaign
    site = submission.site
    at = submission.at.milliseconds
    day = submission.day.days
    person = submission.person
    role = submission.role.isEmpty ? nil : submission.role
    answers = submission.answers.map {
      Answer(
        item: $0.item, value: $0.value, evidence: $0.evidence.isEmpty ? nil : $0.evidence,
        note: $0.note.isEmpty ? nil : $0.note)
    }
    key = submission.key.isEmpty ? nil : submission.key
  }

  var entry: LedgerEntry {
    .submission(
      InspectionSubmission(
        campaign: campaign, site: site, at: Timestamp(milliseconds: at), day: CivilDate(days: day),
        person: person, role: role ?? "",
        answers: answers.map {
          .init(item: $0.item, value: $0.value, evidence: $0.evidence ?? [], note: $0.note ?? "")
        }, key: key ?? ""))
  }
}
