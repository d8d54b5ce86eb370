package import Inspection
import Rectification

/// What an inspector saw at one site, of items of one campaign that nobody had inspected there.
///
/// A submission that the ledger takes becomes tasks of a higher generation, which workers decide as any other.
package struct InspectionSubmission: Sendable, Hashable {
  /// Of one item.
  package struct Answer: Sendable, Hashable {
    /// The item's id.
    package var item: String
    /// What was observed, as the item reads it: `yes`, `0.7 MPa`, `n/a`.
    package var value: String
    package var evidence: [String]
    /// In the inspector's words; decides nothing.
    package var note: String

    package init(item: String, value: String, evidence: [String] = [], note: String = "") {
      self.item = item
      self.value = value
      self.evidence = evidence
      self.note = note
    }
  }

  package static let maximumAnswers = 1_000

  package var campaign: String
  package var site: String
  /// When it was seen.
  package var at: Timestamp
  /// The calendar day of `at` where the site is; ages of dates are counted from it.
  package var day: CivilDate
  package var person: String
  package var role: String
  package var answers: [Answer]
  /// Names the submission: sent again under the same key it is not taken again. May be empty.
  package var key: String

  package init(
    campaign: String, site: String, at: Timestamp, day: CivilDate, person: String, role: String = "",
    answers: [Answer], key: String = ""
  ) {
    self.campaign = campaign
    self.site = site
    self.at = at
    self.day = day
    self.person = person
    self.role = role
    self.answers = answers
    self.key = key
  }

  /// Tells a submission that is sent again from another one under the same key. When it was sent makes no difference.
  package var fingerprint: String {
    var digest = Digest()
    for part in [campaign, site, person, role] { digest.update(lengthPrefixed: part) }
    for answer in answers {
      for part in [answer.item, answer.value, answer.note] + answer.evidence {
        digest.update(lengthPrefixed: part)
      }
      digest.update(lengthPrefixed: "")
    }
    return digest.hex()
  }

  /// What is wrong with it whatever the ledger holds.
  ///
  /// - Parameter now: when it arrived.
  package func faults(now: Timestamp) -> [SubmissionRefusal.Fault] {
    var faults: [SubmissionRefusal.Fault] = []
    if person.isBlank { faults.append(.init("person", "is missing: who inspected it?")) }
    if at.milliseconds > now.milliseconds + RectificationRules.clockTolerance {
      faults.append(.init("at", "\(at.iso8601) is in the future"))
    }
    if answers.isEmpty { faults.append(.init("answers", "is empty: what was observed?")) }
    if answers.count > Self.maximumAnswers {
      faults.append(
        .init("answers", "has \(answers.count) items; at most \(Self.maximumAnswers) go at a time"))
    }
    var seen: Set<String> = []
    for answer in answers where !seen.insert(answer.item).inserted {
      faults.append(.init(item: answer.item, "is answered twice"))
    }
    return faults
  }
}

/// Why a submission was not taken: everything that is wrong with it at once.
package struct SubmissionRefusal: Error, Sendable, Hashable {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case unknownCampaign, unknownSite
    /// The campaign takes none any more.
    case closed
    /// Some of it cannot be used; see the faults.
    case unusable
    case keyReused
  }

  package struct Fault: Sendable, Hashable {
    /// `person`, `at`, `answers`, or `answers.` with an item's id behind it.
    package var field: String
    /// How it goes on behind the field: `is missing`.
    package var reason: String

    package init(_ field: String, _ reason: String) {
      self.field = field
      self.reason = reason
    }

    package init(item: String, _ reason: String) {
      self.init("answers.\(item)", reason)
    }

    /// The item that it is about; nil for another field.
    package var item: String? {
      field.hasPrefix("answers.") ? String(field.dropFirst("answers.".count)) : nil
    }
  }

  package var code: Code
  package var reason: String
  /// Empty but for `unusable`.
  package var faults: [Fault]

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
    faults = []
  }

  /// - Parameter faults: at least one.
  package init(_ faults: [Fault]) {
    code = .unusable
    self.faults = faults
    reason =
      faults.count == 1
      ? faults.map { "\($0.field) \($0.reason)" }[0] : "\(faults.count) fields cannot be used"
  }
}

/// What became of a submission when it came in.
package enum SubmissionReceipt: Sendable, Hashable {
  /// - Parameter isRepeated: whether it had been taken before, under the same key.
  case taken(id: String, isRepeated: Bool)
  case refused(SubmissionRefusal)
}
