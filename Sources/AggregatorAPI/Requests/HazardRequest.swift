import Hummingbird
import Inspection
import Ledger
import Rectification
import StatusServer

/// The query of `/v1/hazards`.
struct HazardRequest {
  private static let parameters = [
    "state", "stage", "owner", "department", "overdue", "supervised", "awaited", "level", "grade", "region",
    "site", "item", "campaign", "sort", "limit",
    "cursor",
  ]
  private static let defaultLimit = 50

  let query: HazardQuery

  init(_ request: Request) throws {
    var reader = QueryReader(request, known: Self.parameters)
    var query = HazardQuery(
      state: reader.choice("state", \HazardState.name),
      stage: reader.choice("stage", \RectificationState.name),
      owner: reader.text("owner"),
      level: reader.choice("level", \HazardLevel.name),
      grade: reader.choice("grade", \RiskGrade.name),
      region: reader.text("region"),
      site: reader.text("site"),
      item: reader.text("item"),
      campaign: reader.text("campaign"),
      sort: reader.value("sort", expectation: Self.sortExpectation, Self.sort) ?? [],
      limit: reader.integer("limit", in: 1...HazardQuery.maximumLimit) ?? Self.defaultLimit,
      after: reader.cursor(OpaqueCursor.read))
    query.department = reader.text("department")
    // What is not overdue cannot be asked for: much of it never is.
    if reader.choice("overdue", among: ["true"]) != nil { query.overdueAt = .now }
    query.isSupervised = reader.choice("supervised", among: ["true", "false"]).map { $0 == "true" }
    query.awaited = reader.text("awaited")
    try reader.finish()
    self.query = query
  }

  private static let sortExpectation =
    "must be some of \(HazardSort.allCases.map(\.rawValue).joined(separator: ", ")), separated by commas, each once"

  private static func sort(_ text: String) -> [HazardSort]? {
    let names = text.split(separator: ",", omittingEmptySubsequences: false)
    let sort = names.compactMap { HazardSort(rawValue: String($0)) }
    return sort.count == names.count && Set(sort).count == sort.count ? sort : nil
  }

  /// The same request, continued after `cursor`.
  func link(after cursor: HazardCursor) -> String {
    let filters: [(String, String?)] = [
      ("state", query.state?.name), ("stage", query.stage?.name), ("owner", query.owner),
      ("department", query.department), ("overdue", query.overdueAt.map { _ in "true" }),
      ("supervised", query.isSupervised.map(String.init)), ("awaited", query.awaited),
      ("level", query.level?.name), ("grade", query.grade?.name),
      ("region", query.region), ("site", query.site), ("item", query.item), ("campaign", query.campaign),
      ("sort", query.sort.isEmpty ? nil : query.sort.map(\.rawValue).joined(separator: ",")),
      ("limit", String(query.limit)), ("cursor", OpaqueCursor.text(cursor)),
    ]
    let given = filters.compactMap { name, value in value.map { "\(name)=\(PercentText.encoded($0))" } }
    return "/v1/hazards?\(given.joined(separator: "&"))"
  }
}
