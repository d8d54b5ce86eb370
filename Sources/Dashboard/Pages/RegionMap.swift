package import Foundation
import Inspection
package import Ledger

/// The borders of regions, as GeoJSON (RFC 7946) has them, drawn by the worst that is open in each.
///
/// A feature belongs to the region whose code stands in its property `code` (or `adcode`, as map services of China call
/// it). Polygons and multipolygons are drawn; whatever else a file holds is left out.
package struct RegionMap: Sendable {
  /// Why a file is no map.
  package struct Fault: Error, CustomStringConvertible {
    package var description: String
  }

  private struct Point: Sendable {
    var longitude: Double
    var latitude: Double
  }

  /// Rings of all of its polygons.
  private var shapes: [String: [[Point]]] = [:]

  private static let width = 900.0
  private static let codeNames = ["code", "adcode"]

  /// - Throws: `Fault`.
  package init(contentsOf file: URL) throws {
    guard let data = try? Data(contentsOf: file) else {
      throw Fault(description: "\(file.path): the map cannot be read")
    }
    do {
      try self.init(geoJSON: data)
    } catch let fault as Fault {
      throw Fault(description: "\(file.path): \(fault)")
    }
  }

  /// - Throws: `Fault`.
  package init(geoJSON data: Data) throws {
    guard let collection = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let features = collection["features"] as? [[String: Any]]
    else { throw Fault(description: "this is no GeoJSON FeatureCollection") }
    for (index, feature) in features.enumerated() {
      let properties = feature["properties"] as? [String: Any] ?? [:]
      guard let code = Self.codeNames.lazy.compactMap({ properties[$0] }).first else {
        throw Fault(description: "features[\(index)].properties has no code, which names the region")
      }
      guard let geometry = feature["geometry"] as? [String: Any] else { continue }
      shapes["\(code)", default: []] += try Self.rings(geometry, at: "features[\(index)].geometry")
    }
  }

  private static func rings(_ geometry: [String: Any], at place: String) throws -> [[Point]] {
    let polygons: [[[[Double]]]]?
    switch geometry["type"] as? String {
    case "Polygon": polygons = (geometry["coordinates"] as? [[[Double]]]).map { [$0] }
    case "MultiPolygon": polygons = geometry["coordinates"] as? [[[[Double]]]]
    default: return []
    }
    guard let polygons else { throw Fault(description: "\(place).coordinates are no lists of positions") }
    return try polygons.joined().map { ring in
      try ring.map { position in
        guard position.count >= 2, (-180...180).contains(position[0]), (-90...90).contains(position[1]) else {
          throw Fault(description: "\(place): a position is no longitude and latitude")
        }
        return Point(longitude: position[0], latitude: position[1])
      }
    }
  }

  /// Whether it has any of these.
  package func shows(_ regions: [RegionTotals]) -> Bool { regions.contains { shapes[$0.region.code] != nil } }

  /// Each region leads to its page; its label says its colour in words.
  package func html(_ regions: [RegionTotals], _ viewer: Viewer) -> HTML {
    let drawn = regions.filter { shapes[$0.region.code] != nil }
    guard let frame = Frame(drawn.flatMap { shapes[$0.region.code] ?? [] }.joined()) else { return .none }
    let areas = drawn.html { region in
      let rings = shapes[region.region.code] ?? []
      let grade = region.hazards.worstOpenGrade
      let words = grade.map { viewer[Phrase($0)] } ?? viewer[.noOpenHazard]
      let (x, y) = frame.middle(of: rings)
      return """
        <a href="\(PagePath.path("regions", region.region.code))" aria-label="\(region.region.name): \(words)">\
        <path class="area \(grade?.name ?? "clear")" d="\(frame.path(rings))"/>\
        <text x="\(x)" y="\(y)" text-anchor="middle">\(region.region.name)\
        <tspan x="\(x)" dy="1.2em">\(words)</tspan></text></a>

        """
    }
    return """
      <div class="map"><svg viewBox="0 0 \(Int(Self.width)) \(Int(frame.height.rounded()))" role="group" \
      aria-label="\(viewer[.map])">\(areas)</svg></div>
      """
  }

  /// Where positions lie in the picture: plane coordinates, true to scale in the middle latitude.
  private struct Frame {
    private var west: Double
    private var north: Double
    private var scaleX: Double
    private var scaleY: Double
    private(set) var height: Double

    /// - Returns: nil of nothing.
    init?(_ points: some Sequence<Point>) {
      let (longitudes, latitudes) = (points.map(\.longitude), points.map(\.latitude))
      guard let west = longitudes.min(), let east = longitudes.max(), let south = latitudes.min(),
        let north = latitudes.max(), east > west, north > south
      else { return nil }
      self.west = west
      self.north = north
      scaleX = RegionMap.width / (east - west)
      scaleY = scaleX / max(0.01, cos((north + south) / 2 * .pi / 180))
      height = (north - south) * scaleY
    }

    private func place(_ point: Point) -> (x: Int, y: Int) {
      (Int(((point.longitude - west) * scaleX).rounded()), Int(((north - point.latitude) * scaleY).rounded()))
    }

    /// Positions that fall on the same point of the picture are drawn once.
    func path(_ rings: [[Point]]) -> String {
      rings.map { ring in
        var path = ""
        var last: (x: Int, y: Int)?
        for point in ring {
          let next = place(point)
          if let last, last == next { continue }
          path += "\(last == nil ? "M" : "L")\(next.x) \(next.y)"
          last = next
        }
        return path + "Z"
      }.joined()
    }

    func middle(of rings: [[Point]]) -> (Int, Int) {
      let points = (rings.max { $0.count < $1.count } ?? []).map(place)
      let (xs, ys) = (points.map(\.x), points.map(\.y))
      return (((xs.min() ?? 0) + (xs.max() ?? 0)) / 2, ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2)
    }
  }
}
