package import Inspection

/// A checklist turned into flat tables, made once and used for every task.
package final class CompiledChecklist: Sendable {
  package let checklist: Checklist
  /// By item: what most checks are decided by.
  let quickRules: [QuickRule]
  /// By item: what the others are decided by.
  let rules: [CompiledRequirement]
  let grades: [RiskGrade]
  private let applicability: [String: [Bool]]
  private let applicabilityElsewhere: [Bool]

  /// - Throws: the description of a text pattern that cannot be compiled.
  package init(_ checklist: Checklist) throws {
    self.checklist = checklist
    rules = try checklist.items.map { try CompiledRequirement($0.requirement) }
    quickRules = zip(rules, checklist.items).map { QuickRule($0, needsEvidence: $1.evidence != nil) }
    grades = checklist.items.map(checklist.grade)
    let types = Set(checklist.items.flatMap(\.siteTypes))
    applicability = Dictionary(
      uniqueKeysWithValues: types.map { type in
        (type, checklist.items.map { $0.siteTypes.isEmpty || $0.siteTypes.contains(type) })
      })
    applicabilityElsewhere = checklist.items.map(\.siteTypes.isEmpty)
  }

  /// By item: whether it applies to sites of a type. An item without site types applies everywhere.
  func applicability(to siteType: String) -> [Bool] {
    applicability[siteType] ?? applicabilityElsewhere
  }
}
