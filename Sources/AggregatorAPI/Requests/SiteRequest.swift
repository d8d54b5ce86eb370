import Hummingbird
import Inspection
import Ledger
import StatusServer

/// The query of `/v1/sites`.
struct SiteRequest {
  private static let defaultLimit = 50
  /// Sites without an open hazard.
  private static let noColour = "none"

  let query: SiteQuery

  init(_ request: Request) throws {
    var reader = QueryReader(request, known: ["region", "colour", "limit", "cursor"])
    let names = RiskGrade.allCases.map(\.name) + [Self.noColour]
    query = SiteQuery(
      region: reader.text("region"),
      colour: reader.value(
        "colour", expectation: "is not one of \(names.joined(separator: ", "))", Self.colour),
      limit: reader.integer("limit", in: 1...SiteQuery.maximumLimit) ?? Self.defaultLimit,
      after: reader.cursor(OpaqueCursor.site))
    try reader.finish()
  }

  private static func colour(_ text: String) -> SiteQuery.Colour? {
    text == noColour ? SiteQuery.Colour.none : RiskGrade(name: text).map { .grade($0) }
  }

  /// The same request, continued after a site.
  func link(after site: String) -> String {
    let colour: String? =
      switch query.colour {
      case .grade(let grade): grade.name
      case .some(.none): Self.noColour
      case nil: nil
      }
    let filters: [(String, String?)] = [
      ("region", query.region), ("colour", colour), ("limit", String(query.limit)),
      ("cursor", OpaqueCursor.text(site: site)),
    ]
    let given = filters.compactMap { name, value in value.map { "\(name)=\(PercentText.encoded($0))" } }
    return "/v1/sites?\(given.joined(separator: "&"))"
  }
}
