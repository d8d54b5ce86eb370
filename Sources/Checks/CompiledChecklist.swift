package import Inspection

/// A checklist turned into one flat table, made once and used for every task.
package struct CompiledChecklist: Sendable {
  package let checklist: Checklist
  let rules: [CompiledItem]

  /// - Throws: the description of a text pattern that cannot be compiled.
  package init(_ checklist: Checklist) throws {
    self.checklist = checklist
    rules = try checklist.items.map { try CompiledItem($0, grade: checklist.grade(of: $0)) }
  }
}

/// All that deciding and classifying one check takes.
struct CompiledItem: Sendable {
  /// The observation code that passes at once; none for most kinds.
  let passCode: UInt8
  let requirement: CompiledRequirement
  let level: HazardLevel
  let grade: RiskGrade
  let needsEvidence: Bool
  let siteTypes: [String]

  /// Stands where no code passes without a look at the value.
  private static let noCode: UInt8 = 255

  init(_ item: Checklist.Item, grade: RiskGrade) throws {
    requirement = try CompiledRequirement(item.requirement)
    level = item.level
    self.grade = grade
    needsEvidence = item.evidence != nil
    siteTypes = item.siteTypes
    if case .boolean(let expected) = item.requirement, item.evidence == nil {
      let code: ObservationColumns.Code = expected ? .yes : .no
      passCode = code.rawValue
    } else {
      passCode = Self.noCode
    }
  }

  /// An item without site types applies everywhere.
  func applies(to siteType: String) -> Bool {
    siteTypes.isEmpty || siteTypes.contains(siteType)
  }
}

enum CompiledRequirement: Sendable {
  case boolean(expected: Bool)
  /// Both ends closed: an open end is moved to the next number inside.
  case number(ClosedRange<Double>)
  /// By option.
  case choice([Bool])
  case date(DateRule)
  case present
  case pattern(TextPattern)

  init(_ requirement: Requirement) throws {
    switch requirement {
    case .boolean(let expected): self = .boolean(expected: expected)
    case .number(let range, _): self = .number(Self.closed(range))
    case .choice(let options, let passing): self = .choice(options.indices.map(passing.contains))
    case .date(let rule): self = .date(rule)
    case .text(.present): self = .present
    case .text(.matches(let pattern)): self = .pattern(try TextPattern(pattern))
    }
  }

  private static func closed(_ range: NumberRange) -> ClosedRange<Double> {
    let lower = range.lower.map { $0.isInclusive ? $0.value : $0.value.nextUp } ?? -.infinity
    let upper = range.upper.map { $0.isInclusive ? $0.value : $0.value.nextDown } ?? .infinity
    return lower...max(lower, upper)
  }
}
