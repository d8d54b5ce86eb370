/// How bad a finding is by itself, and what says so.
package struct Classification: Sendable, Hashable {
  package var level: HazardLevel
  /// What gave the level; nil where the item's own level did.
  package var criterion: Criterion?
  package var grade: RiskGrade

  /// The level is the worst of the item's own and those of all criteria that match; of several criteria with
  /// that level the first is cited. The grade comes from the item's risk factors; without any it is red for a
  /// major hazard and blue for a general one.
  ///
  /// - Parameters:
  ///   - own: the item's level.
  ///   - criteria: of single findings, in the list's order.
  package init(
    item: String, category: String, own: HazardLevel, risk: RiskFactors?, model: RiskModel,
    criteria: [Criterion], siteType: String
  ) {
    let graded = risk.map(model.grade)
    level = own
    for criterion in criteria
    where criterion.level >= level && criterion.applies(to: siteType)
      && criterion.matches(
        item: item, category: category, grade: graded ?? RiskModel.gradeWithoutFactors(own))
    {
      // The item's own level needs no criterion, but one that says the same is cited.
      if criterion.level > level || self.criterion == nil { self.criterion = criterion }
      level = criterion.level
    }
    grade = graded ?? RiskModel.gradeWithoutFactors(level)
  }
}

extension RiskModel {
  /// Where only a level is known.
  package static func gradeWithoutFactors(_ level: HazardLevel) -> RiskGrade {
    level == .major ? .red : .blue
  }
}

extension Checklist {
  /// An item's own category, or its section's.
  package func category(of item: Item) -> String {
    item.category.isEmpty && sections.indices.contains(item.section)
      ? sections[item.section].category : item.category
  }

  /// How bad a failure of the item is at sites of a type, other findings left aside.
  package func classification(of item: Item, at siteType: String) -> Classification {
    Classification(
      item: item.id, category: category(of: item), own: item.level, risk: item.risk, model: riskModel,
      criteria: criteria?.single ?? [], siteType: siteType)
  }
}
