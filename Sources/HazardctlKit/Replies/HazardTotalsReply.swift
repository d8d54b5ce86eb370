struct HazardTotalsReply: Decodable {
  struct Grades: Decodable {
    var red: Int
    var orange: Int
    var yellow: Int
    var blue: Int
  }

  var total: Int
  var open: Int
  var closed: Int
  var major: Int
  var openMajor: Int
  var byGrade: Grades
  var sightings: Int
  var recurrences: Int
  var settlementRate: Rate
}
