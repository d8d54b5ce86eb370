package import Inspection

/// A checklist turned into flat tables, made once and used for every task.
package final class CompiledChecklist: Sendable {
  package let checklist: Checklist
  /// By item: what most checks are decided by.
  let quickRules: [QuickRule]
  /// By item: what the others are decided by.
  let rules: [CompiledRequirement]
  /// By item: what must hold for it to apply.
  let conditions: [RuleProgram?]
  /// By item: what has to be looked at besides its value.
  let traits: [ItemTraits]
  /// By item, where no criterion changes its level.
  private let grades: [RiskGrade]
  private let applicability: [String: [Bool]]
  private let applicabilityElsewhere: [Bool]
  /// By site type, of those that items name: why each item does not apply; empty where it does.
  private let inapplicability: [String: [String]]
  /// By the site types that a profile applies to: the checklist as it refines it.
  private let refined: [String: CompiledChecklist]

  /// - Throws: the description of a text pattern that cannot be compiled, or of items that ask each other without
  ///   end.
  package init(_ checklist: Checklist) throws {
    _ = try ItemReferences(checklist)
    self.checklist = checklist
    let index = ItemIndex(checklist.items)
    rules = try checklist.items.map {
      try CompiledRequirement($0.requirement.rule, observing: $0.requirement.observes, among: index)
    }
    conditions = try checklist.items.map { item in
      try item.condition.map { try RuleProgram($0, observing: .items, among: index) }
    }
    quickRules = zip(rules, checklist.items).map { QuickRule($0, needsEvidence: $1.evidence != nil) }
    traits = checklist.items.map(ItemTraits.init)
    grades = checklist.items.map { item in
      item.risk.map(checklist.riskModel.grade) ?? RiskModel.gradeWithoutFactors(item.level)
    }
    let types = Set(checklist.items.flatMap(\.siteTypes))
    applicability = Dictionary(
      uniqueKeysWithValues: types.map { type in
        (
          type,
          checklist.items.map {
            $0.condition == nil && ($0.siteTypes.isEmpty || $0.siteTypes.contains(type))
          }
        )
      })
    inapplicability = Dictionary(
      uniqueKeysWithValues: types.map { type in
        (type, checklist.items.map { Reason.inapplicability(of: $0, at: type) })
      }
    )
    applicabilityElsewhere = checklist.items.map { $0.condition == nil && $0.siteTypes.isEmpty }
    var refined: [String: CompiledChecklist] = [:]
    for edition in checklist.refinedBySiteType {
      let compiled = try CompiledChecklist(edition.checklist)
      for type in edition.siteTypes { refined[type] = compiled }
    }
    self.refined = refined
  }

  /// How bad a failure of the item is at sites of a type.
  func classification(of index: Int, at siteType: String) -> (level: HazardLevel, grade: RiskGrade) {
    let item = checklist.items[index]
    guard checklist.criteria != nil else { return (item.level, grades[index]) }
    let classification = checklist.classification(of: item, at: siteType)
    return (classification.level, classification.grade)
  }

  /// By item: whether it is known without a closer look to apply to sites of a type. An item without site types
  /// applies everywhere, unless it has a condition.
  func applicability(to siteType: String) -> [Bool] {
    applicability[siteType] ?? applicabilityElsewhere
  }

  /// Why an item does not apply to sites of a type, as a result says it; empty where its site types do not say so.
  func inapplicability(of index: Int, at siteType: String) -> String {
    inapplicability[siteType]?[index] ?? Reason.inapplicability(of: checklist.items[index], at: siteType)
  }

  /// The checklist as it holds for sites of a type.
  func forSites(of type: String) -> CompiledChecklist {
    refined.isEmpty ? self : refined[type] ?? self
  }
}

/// What has to be looked at of an item besides its value.
struct ItemTraits: OptionSet {
  let rawValue: UInt8

  /// It has a condition.
  static let conditional = ItemTraits(rawValue: 1)
  /// A probe finds out what nobody observed.
  static let probed = ItemTraits(rawValue: 2)
  /// Its observation needs evidence.
  static let evidenced = ItemTraits(rawValue: 4)
  /// Nothing is observed of it: other items decide.
  static let derived = ItemTraits(rawValue: 8)
}

extension ItemTraits {
  init(_ item: Checklist.Item) {
    self = []
    if item.condition != nil { insert(.conditional) }
    if item.probe != nil { insert(.probed) }
    if item.evidence != nil { insert(.evidenced) }
    if item.requirement.observes == .items { insert(.derived) }
  }
}
