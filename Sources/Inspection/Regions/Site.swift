/// A place that is inspected.
package struct Site: Sendable, Hashable, Codable {
  /// Unique in its register.
  package var id: String
  package var name: String
  /// The code of the smallest region that the site lies in.
  package var region: String
  /// What kind of place it is ("school"); decides which items apply. May be empty.
  package var type: String
  /// WGS 84, degrees north and east.
  package var position: Position?
  /// Who answers for the site; may be empty.
  package var owner: String
  /// Where its device is reached, as a host or a host:port; empty for a place without one.
  package var address: String

  /// A point on WGS 84, in degrees.
  package struct Position: Sendable, Hashable, Codable {
    package var latitude: Double
    package var longitude: Double

    /// - Returns: nil outside latitude -90...90 or longitude -180...180.
    package init?(latitude: Double, longitude: Double) {
      guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
      self.latitude = latitude
      self.longitude = longitude
    }
  }

  package init(
    id: String, name: String, region: String, type: String = "", position: Position? = nil,
    owner: String = "", address: String = ""
  ) {
    self.id = id
    self.name = name
    self.region = region
    self.type = type
    self.position = position
    self.owner = owner
    self.address = address
  }
}
