import Foundation
package import Inspection

/// Distances on a sphere with the Earth's mean radius.
enum Haversine {
  private static let radius = 6_371_008.8

  static func metres(_ a: Site.Position, _ b: Site.Position) -> Double {
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    let (latitude, longitude) = (
      radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2
    )
    let chord =
      sin(latitude) * sin(latitude)
      + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(longitude) * sin(longitude)
    return 2 * radius * asin(min(1, chord.squareRoot()))
  }
}

/// The latitudes and longitudes that hold everything within a distance of a point.
package struct GeoBox: Sendable, Hashable {
  package var latitudes: ClosedRange<Double>
  /// All of them near a pole and where the box would cross the 180th meridian.
  package var longitudes: ClosedRange<Double>

  /// - Parameter distance: in metres, not negative.
  package init(around point: Site.Position, within distance: Double) {
    // A degree of latitude is 111.2 km; a little more is taken in, and measured afterwards.
    let height = distance / 111_000
    latitudes = (point.latitude - height)...(point.latitude + height)
    let shrink = cos(min(90, abs(point.latitude) + height) * .pi / 180)
    let width = shrink > 0.001 ? height / shrink : 360
    let (west, east) = (point.longitude - width, point.longitude + width)
    longitudes = west < -180 || east > 180 ? -180...180 : west...east
  }
}
