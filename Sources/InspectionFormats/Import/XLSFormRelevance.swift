import Inspection

/// The simple forms of `relevant`: those that ask for the kind of site.
enum XLSFormRelevance {
  /// Questions whose answer the register of sites has.
  static let siteTypeQuestions: Set<String> = [
    "site_type", "sitetype", "type_of_site", "facility_type", "premises_type", "building_type",
  ]

  /// - Returns: the site types of `${site_type} = 'a' or selected(${site_type}, 'b')`; nil for anything else.
  static func siteTypes(_ text: String) -> [String]? {
    var types: [String] = []
    for part in XLSFormConstraint.parts(text, of: "or") {
      guard let type = siteType(part) else { return nil }
      if !types.contains(type) { types.append(type) }
    }
    return types
  }

  private static func siteType(_ part: String) -> String? {
    var part = part.trimmingBlanks()
    var separator: Character = "="
    if part.hasPrefix("selected("), part.hasSuffix(")") {
      part = String(part.dropFirst("selected(".count).dropLast())
      separator = ","
    }
    let sides = part.split(separator: separator, omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
    guard sides.count == 2, sides[0].hasPrefix("${"), sides[0].hasSuffix("}"),
      siteTypeQuestions.contains(sides[0].dropFirst(2).dropLast().lowercased())
    else { return nil }
    return XLSFormConstraint.unquoted(sides[1])?.trimmingBlanks()
  }
}
