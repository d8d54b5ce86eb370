/// A versioned list of what makes a hazard general or major, such as a regulator's criteria for major hazards
/// (重大隐患判定标准). It belongs to a checklist and is part of its digest.
package struct CriteriaList: Sendable, Hashable, Codable {
  package var id: String
  package var version: String
  /// The regulation that it follows; may be empty.
  package var source: String
  package var rules: [Criterion]

  package init(id: String, version: String, source: String = "", rules: [Criterion]) {
    self.id = id
    self.version = version
    self.source = source
    self.rules = rules
  }

  /// Those that judge one finding by itself.
  package var single: [Criterion] { rules.filter { !$0.isCombination } }
  /// Those that judge the findings of one inspection of one site together.
  package var combinations: [Criterion] { rules.filter(\.isCombination) }
}

/// What a hazard must be to have a level. Conditions that are empty or nil do not restrict; all others must
/// hold.
package struct Criterion: Sendable, Hashable, Codable {
  /// Unique in its list.
  package var id: String
  /// For people.
  package var text: String
  package var level: HazardLevel
  /// Ids of items of the checklist.
  package var items: [String]
  package var categories: [String]
  /// Of a combination: the type that the site had at the inspection.
  package var siteTypes: [String]
  /// This grade or a worse one.
  package var grade: RiskGrade?
  /// So many hazards of a lower level, found in one inspection of one site, have this level together; 1 for
  /// what judges each finding by itself.
  package var count: Int

  package static let largestCount = 1_000

  package init(
    id: String, text: String, level: HazardLevel, items: [String] = [], categories: [String] = [],
    siteTypes: [String] = [], grade: RiskGrade? = nil, count: Int = 1
  ) {
    self.id = id
    self.text = text
    self.level = level
    self.items = items
    self.categories = categories
    self.siteTypes = siteTypes
    self.grade = grade
    self.count = count
  }

  package var isCombination: Bool { count > 1 }

  /// Whether the conditions hold of a hazard, whatever the type of its site.
  package func matches(item: String, category: String, grade: RiskGrade) -> Bool {
    (items.isEmpty || items.contains(item)) && (categories.isEmpty || categories.contains(category))
      && self.grade.map { grade >= $0 } ?? true
  }

  package func applies(to siteType: String) -> Bool {
    siteTypes.isEmpty || siteTypes.contains(siteType)
  }
}
