import Foundation
import Inspection
package import Ledger

/// An inspector's form as it was filled in: what it says, and what cannot be used of it.
package struct InspectionEntry: Sendable {
  /// What was typed, by field; a field may come several times.
  private var fields: FormFields
  /// Names the submission, so that a form that is sent twice is taken once.
  package var key: String
  /// What is wrong, by item.
  package var mistakes: [String: String] = [:]
  /// What is wrong with the other fields: `person`, `at`.
  package var fieldMistakes: [String: Phrase] = [:]

  package init(_ fields: FormFields) {
    self.fields = fields
    key = String(fields["key"].prefix(200))
  }

  /// A form that nobody has filled in.
  package init(suggesting viewer: Viewer) {
    fields = FormFields("")
    fields.add(viewer.suggestedPerson, to: "person")
    fields.add(viewer.formats.inputTime(viewer.formats.now), to: "at")
    key = ActionSubmission.newKey
  }

  package var person: String { fields["person"] }
  package var at: String { fields["at"] }

  /// What was chosen or typed for an item.
  package func values(_ item: String) -> [String] { fields.all("value:\(item)") }
  package func note(_ item: String) -> String { fields["note:\(item)"] }
  package func isAway(_ item: String) -> Bool { !fields["away:\(item)"].isEmpty }

  /// References of what is attached to an item.
  package func evidence(_ item: String) -> [String] {
    fields.all("evidence:\(item)").flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
  }

  /// Keeps what came with the form.
  ///
  /// - Parameters:
  ///   - keep: as `Dashboard.keep`.
  ///   - refusal: what to say of a file that cannot be kept.
  package mutating func keepFiles(
    _ keep: (@Sendable ([UInt8]) throws -> String?)?, refusal: String
  ) throws {
    for file in fields.files where file.field.hasPrefix("photo:") {
      let item = String(file.field.dropFirst("photo:".count))
      if let reference = try keep?(file.content) {
        fields.add(reference, to: "evidence:\(item)")
      } else {
        mistakes[item] = refusal
      }
    }
  }

  /// Whether anything was said of what may still be answered.
  package func saysSomething(of form: InspectionForm) -> Bool {
    form.items.contains { $0.canBeAnswered && answer($0) != nil }
  }

  /// As the ledger takes it.
  ///
  /// - Returns: nil while something is wrong.
  package mutating func submission(
    of form: InspectionForm, by viewer: Viewer
  ) -> InspectionSubmission? {
    let person = viewer.name ?? person
    if person.isEmpty { fieldMistakes["person"] = .missing }
    let now = viewer.formats.now
    let seen =
      at.isEmpty
      ? DateText.LocalMoment(moment: now, day: viewer.formats.zone.day(of: now))
      : DateText.moment(at[...], zone: viewer.formats.zone)
    if seen == nil { fieldMistakes["at"] = .notATime }
    let answers = form.items.filter(\.canBeAnswered).compactMap(answer)
    if answers.isEmpty { fieldMistakes["answers"] = .nothingAnswered }
    guard let seen, mistakes.isEmpty, fieldMistakes.isEmpty else { return nil }
    return InspectionSubmission(
      campaign: form.campaign, site: form.site, at: seen.moment, day: seen.day, person: person,
      role: viewer.name == nil ? "inspector" : "", answers: answers, key: key)
  }

  /// Nil for an item of which nothing was said.
  private func answer(_ item: InspectionForm.Item) -> InspectionSubmission.Answer? {
    let values = values(item.id)
    let value = isAway(item.id) ? "n/a" : values.joined(separator: " | ")
    let (evidence, note) = (evidence(item.id), note(item.id))
    guard !value.isEmpty || !evidence.isEmpty || !note.isEmpty else { return nil }
    return InspectionSubmission.Answer(item: item.id, value: value, evidence: evidence, note: note)
  }

  /// Says at the fields what the ledger refused.
  package mutating func mark(_ refusal: SubmissionRefusal) {
    // What was refused has not used its key up, but what is sent next may be another submission.
    key = ActionSubmission.newKey
    for fault in refusal.faults {
      switch (fault.item, fault.field) {
      case (let item?, _): mistakes[item] = fault.reason
      case (_, "at"): fieldMistakes["at"] = .mustNotBeLater
      case (_, "person"): fieldMistakes["person"] = .missing
      default: fieldMistakes["answers"] = .nothingAnswered
      }
    }
  }
}
