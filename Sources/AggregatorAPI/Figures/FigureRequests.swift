import Figures
import Foundation
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension QueryReader {
  /// A time, or a date for its first moment in UTC.
  mutating func moment(_ name: String) -> Timestamp? {
    value(name, expectation: "is no time such as 2026-11-21T09:30:00Z, nor a date such as 2026-11-21") {
      DateText.moment($0[...], zone: .gmt)?.moment
    }
  }

  mutating func minimum() -> Int {
    integer("minimum", in: 1...1_000_000_000) ?? Share.usualMinimum
  }
}

/// The query of figures that belong to a region and a moment.
struct FigureRequest {
  let query: FigureQuery
  let minimum: Int

  /// - Parameter region: the name of the parameter that names the region.
  init(_ request: Request, region: String = "region") throws {
    var reader = QueryReader(request, known: [region, "at", "since", "minimum"])
    self.init(&reader, region: region)
    try reader.finish()
  }

  /// Reads what it knows; the caller finishes.
  init(_ reader: inout QueryReader, region: String = "region") {
    query = FigureQuery(
      region: reader.text(region), at: reader.moment("at"), since: reader.moment("since"), now: .now)
    minimum = reader.minimum()
  }
}

extension RankBy {
  init?(name: String) {
    guard let match = Self.all.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

extension Problem {
  static func noRegion(_ code: String?) -> Problem {
    Problem(.notFound, "There is no region \"\(code ?? "")\"; /v1/regions lists the topmost ones.")
  }

  static func noSite(_ id: String) -> Problem {
    Problem(.notFound, "There is no site \"\(id)\"; /v1/sites lists them.")
  }
}
