package import Inspection
package import Ledger
import Rectification

/// What a list of hazards shows, as it stands in the address: an address that is kept is a view that is kept.
package struct HazardSelection: Sendable, Hashable {
  package var query: HazardQuery
  /// What could not be read, by field.
  package var mistakes: [String: Phrase] = [:]
  /// Names in the address that say nothing to the list, or that are given twice, and what cannot be read and has no field
  /// of its own.
  package var ignored: [String] = []

  package static let defaultLimit = 50

  /// The filters by their names in the address and in forms.
  package static let filters = [
    "state", "stage", "level", "grade", "overdue", "supervised", "region", "owner", "department", "awaited",
    "site",
    "item", "campaign",
  ]
  /// What else an address may hold.
  private static let others = ["sort", "limit", "cursor"]

  package init(_ query: HazardQuery) {
    self.query = query
  }

  package init(_ fields: FormFields, now: Timestamp) {
    var query = HazardQuery(limit: Self.defaultLimit)
    var mistakes: [String: Phrase] = [:]
    func read<Value>(_ name: String, _ reading: (String) -> Value?) -> Value? {
      guard let text = fields.value(name) else { return nil }
      let value = reading(text)
      if value == nil { mistakes[name] = .notAChoice }
      return value
    }
    query.state = read("state") { HazardState(name: $0) }
    query.stage = read("stage") { name in RectificationState.allCases.first { $0.name == name } }
    query.level = read("level") { HazardLevel(name: $0) }
    query.grade = read("grade") { RiskGrade(name: $0) }
    query.owner = fields.value("owner")
    query.department = fields.value("department")
    query.overdueAt = read("overdue") { $0 == "true" ? now : nil }
    query.isSupervised = read("supervised") { ["true": true, "false": false][$0] }
    query.awaited = fields.value("awaited")
    query.region = fields.value("region")
    query.site = fields.value("site")
    query.item = fields.value("item")
    query.campaign = fields.value("campaign")
    query.sort = read("sort") { HazardSort(rawValue: $0) }.map { [$0] } ?? []
    query.limit = read("limit") { Int($0).flatMap { (1...200).contains($0) ? $0 : nil } } ?? Self.defaultLimit
    query.after = read("cursor") { HazardCursor($0) }
    self.query = query
    self.mistakes = mistakes
    let names = fields.pairs.map(\.name)
    let unknown = names.filter { !(Self.filters + Self.others).contains($0) }
    let twice = Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys
    ignored = Set(unknown + twice + Self.others.filter { mistakes[$0] != nil }).sorted()
  }

  /// As an address has it, without the place in the list.
  package var fields: [(String, String?)] {
    [
      ("state", query.state?.name), ("stage", query.stage?.name), ("level", query.level?.name),
      ("grade", query.grade?.name), ("overdue", query.overdueAt.map { _ in "true" }),
      ("supervised", query.isSupervised.map { String($0) }), ("region", query.region), ("owner", query.owner),
      ("department", query.department), ("awaited", query.awaited), ("site", query.site),
      ("item", query.item),
      ("campaign", query.campaign), ("sort", query.sort.first?.rawValue),
      ("limit", query.limit == Self.defaultLimit ? nil : String(query.limit)),
    ]
  }

  package var path: String { PagePath.url("/hazards", fields) }

  package func path(after cursor: HazardCursor) -> String {
    PagePath.url("/hazards", fields + [("cursor", cursor.description)])
  }

  /// The same list without one of its filters.
  package func path(without name: String) -> String {
    PagePath.url("/hazards", fields.filter { $0.0 != name })
  }

  package func path(sortedBy sort: HazardSort) -> String {
    PagePath.url("/hazards", fields.filter { $0.0 != "sort" } + [("sort", sort.rawValue)])
  }

  /// Whether a filter is set that stands under "more filters".
  var hasRareFilter: Bool {
    [query.department, query.awaited, query.site, query.item, query.campaign].contains { $0 != nil }
      || query.isSupervised != nil || !query.sort.isEmpty
  }

  /// The address of a list with these conditions.
  package static func path(_ change: (inout HazardQuery) -> Void) -> String {
    var query = HazardQuery(limit: defaultLimit)
    change(&query)
    return HazardSelection(query).path
  }
}
