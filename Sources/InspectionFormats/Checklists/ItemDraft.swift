package import Inspection

/// An item as it was read, not yet judged.
package struct ItemDraft: Sendable {
  package var location: ValidationIssue.Location
  package var section: LocatedText
  package var id: LocatedText
  /// Absent where the input has none or only blanks.
  package var fields: [Field: LocatedText] = [:]
  package var options: [LocatedText] = []
  package var siteTypes: [LocatedText] = []

  /// The fields that are plain texts in every format.
  package enum Field: Sendable, Hashable, CaseIterable {
    case text, category, observe, unit, require, condition, level, redLine, likelihood, consequence, exposure
    case weight, department, reference, evidence, probe, residual, difficulty
  }
}
