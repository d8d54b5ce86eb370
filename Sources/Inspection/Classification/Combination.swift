/// Which findings of one inspection of one site have a worse level together than each by itself.
///
/// A combination counts the findings that meet its conditions and are of a lower level than it gives; when
/// there are enough, each of them has its level, since none can be settled as the lesser hazard while they
/// stand together. Combinations look at the findings as they are by themselves, never at what other
/// combinations made of them: the outcome depends on the set of findings alone.
package enum Combination {
  /// One finding as it is by itself.
  package struct Part: Sendable, Hashable {
    package var item: String
    package var category: String
    package var level: HazardLevel
    package var grade: RiskGrade

    package init(item: String, category: String, level: HazardLevel, grade: RiskGrade) {
      self.item = item
      self.category = category
      self.level = level
      self.grade = grade
    }
  }

  /// - Parameters:
  ///   - combinations: in their list's order.
  ///   - parts: of distinct items.
  ///   - siteType: the type that the site had at the inspection.
  /// - Returns: for each part what raises it: the combination with the worst level, of several the first; nil
  ///   for none.
  package static func raising(_ parts: [Part], by combinations: [Criterion], at siteType: String)
    -> [Criterion?]
  {
    var raising = [Criterion?](repeating: nil, count: parts.count)
    for combination in combinations where combination.applies(to: siteType) {
      let counted = parts.indices.filter {
        parts[$0].level < combination.level
          && combination.matches(item: parts[$0].item, category: parts[$0].category, grade: parts[$0].grade)
      }
      guard counted.count >= combination.count else { continue }
      for index in counted where raising[index].map({ $0.level < combination.level }) ?? true {
        raising[index] = combination
      }
    }
    return raising
  }
}
