import Inspection

/// A region by its names.
struct PlaceAnswer: Encodable {
  var code: String
  var name: String
  var level: String

  init(_ region: Region) {
    code = region.code
    name = region.name
    level = region.level
  }
}
