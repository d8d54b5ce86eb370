import Inspection
import Ledger

/// A hazard as it stands.
struct HazardAnswer: Encodable {
  struct Site: Encodable {
    var id: String
    var name: String
  }

  struct Region: Encodable {
    var code: String
    var name: String
  }

  struct Item: Encodable {
    var id: String
    var text: String
  }

  var id: String
  var state: String
  var level: String
  var grade: String
  var site: Site
  var region: Region
  var item: Item
  var category: String
  var department: String
  var reason: String
  var firstFoundAt: String
  var openedAt: String
  var lastFoundAt: String
  var closedAt: Nullable<String>
  var sightings: Int
  var recurrences: Int
  /// easy, medium, hard, or null.
  var difficulty: Nullable<String>
  /// The grade that remains after rectification; null before it is reported, and where the checklist gives none.
  var residualGrade: Nullable<String>
  var rectification: RectificationAnswer

  init(_ hazard: HazardSummary) {
    id = hazard.id.description
    state = hazard.state.name
    level = hazard.level.name
    grade = hazard.grade.name
    site = Site(id: hazard.site, name: hazard.siteName)
    region = Region(code: hazard.region, name: hazard.regionName)
    item = Item(id: hazard.item, text: hazard.itemText)
    category = hazard.category
    department = hazard.department
    reason = hazard.reason
    firstFoundAt = hazard.firstFoundAt.iso8601
    openedAt = hazard.openedAt.iso8601
    lastFoundAt = hazard.lastFoundAt.iso8601
    closedAt = Nullable(hazard.closedAt?.iso8601)
    sightings = hazard.sightings
    recurrences = hazard.recurrences
    difficulty = Nullable(hazard.difficulty?.name)
    residualGrade = Nullable(hazard.residualGrade?.name)
    rectification = RectificationAnswer(hazard.rectification, now: .now)
  }
}
