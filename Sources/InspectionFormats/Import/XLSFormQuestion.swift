import Inspection

/// What of a question is needed to say in a rule what is said of it in an expression.
struct XLSFormQuestion {
  /// The item that it becomes.
  var id: String
  var observes: Observable
  /// Of a boolean: which of its choices says yes.
  var choices: XLSFormChoices?
  /// Only whole numbers are answered.
  var isWhole = false

  /// Questions whose answer the register of sites has.
  static let siteTypes: Set<String> = [
    "site_type", "sitetype", "type_of_site", "facility_type", "premises_type", "building_type",
  ]
}
