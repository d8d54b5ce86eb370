package import Inspection

/// What a policy asks about a hazard.
package struct HazardFacts: Sendable, Hashable {
  /// One finding of the current episode.
  package struct Sighting: Sendable, Hashable {
    package var at: Timestamp
    package var level: HazardLevel
    package var grade: RiskGrade

    package init(at: Timestamp, level: HazardLevel, grade: RiskGrade) {
      self.at = at
      self.level = level
      self.grade = grade
    }
  }

  package var item: String
  package var category: String
  /// That the checklist's item names; may be empty.
  package var department: String
  package var siteType: String
  /// Who answers for the site by the register; may be empty.
  package var siteOwner: String
  /// The site's region and all it lies in, the smallest first.
  package var lineage: [Region]
  /// In the order of their times.
  package private(set) var sightings: [Sighting]
  /// The worst of the sightings.
  package private(set) var level: HazardLevel
  package private(set) var grade: RiskGrade

  package init(
    item: String, category: String, department: String = "", siteType: String = "", siteOwner: String = "",
    lineage: [Region], sightings: [Sighting]
  ) {
    self.item = item
    self.category = category
    self.department = department
    self.siteType = siteType
    self.siteOwner = siteOwner
    self.lineage = lineage
    self.sightings = sightings.sorted { $0.at < $1.at }
    level = sightings.map(\.level).max() ?? .general
    grade = sightings.map(\.grade).max() ?? .blue
  }

  /// What was known then.
  func known(at time: Timestamp) -> HazardFacts {
    HazardFacts(
      item: item, category: category, department: department, siteType: siteType, siteOwner: siteOwner,
      lineage: lineage, sightings: sightings.filter { $0.at <= time })
  }
}
