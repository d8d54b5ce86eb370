/// Answers as the API gives them.
enum Samples {
  static let rate = #"{"value":0.82,"numerator":41,"denominator":50}"#
  static let noRate = #"{"value":null,"numerator":0,"denominator":0}"#

  static let totals = """
    {"total":1250,"open":209,"closed":1041,"major":7,"openMajor":3,"sightings":1377,"recurrences":2,\
    "byGrade":{"red":4,"orange":11,"yellow":15,"blue":1220},"settlementRate":\(rate)}
    """

  static let overview = """
    {"campaigns":{"total":3,"running":2},"sites":40,"results":1234567,"rejected":0,"hazards":\(totals)}
    """

  static func campaign(phase: String = "running", checked: Int = 300, sections: Bool = true) -> String {
    let missing = 500 - checked - 10
    let list =
      sections
      ? #","sections":[{"id":"fire","title":"消防","checks":60,"byOutcome":{"pass":50,"fail":9,"error":1}}]"#
      : ""
    return """
      {"id":"autumn-2026","title":"秋季检查","checklist":"district","checklistVersion":"2026.1",\
      "phase":"\(phase)","openedAt":"2026-07-01T08:00:00Z","sealedAt":"2026-07-01T08:00:01Z",\
      "completedAt":\(phase == "complete" ? "\"2026-07-01T09:00:00Z\"" : "null"),\
      "cancelledAt":null,"cancelledBy":null,"cancelReason":null,"lateResults":0,"sites":40,\
      "tasks":{"total":500,"checked":\(checked),"dead":6,"cancelled":4,"missing":\(missing)},\
      "progress":\(Double(500 - missing) / 500),\
      "checks":{"total":12600,"done":6000,"byOutcome":{"pass":5000,"fail":900,"error":100}},\
      "coverage":\(rate)\(list)}
      """
  }

  /// - Parameter more: further members, each behind a comma.
  static func hazard(
    _ id: String, site: String = "第一小学", grade: String = "red", state: String = "open", more: String = ""
  ) -> String {
    """
    {"id":"\(id)","state":"\(state)","level":"major","grade":"\(grade)","site":{"id":"s1","name":"\(site)"},\
    "region":{"code":"330102","name":"上城区"},"item":{"id":"fire-1","text":"Extinguishers are in date"},\
    "category":"fire","department":"教育局","reason":"expired 2025-01-01",\
    "firstFoundAt":"2026-07-01T08:00:00Z","openedAt":"2026-07-01T08:00:00Z",\
    "lastFoundAt":"2026-07-02T08:00:00Z","closedAt":null,"sightings":3,"recurrences":1\(more)}
    """
  }

  static func rectification(owner: String) -> String {
    """
    ,"rectification":{"state":"assigned","version":2,"owner":"\(owner)","department":"Fire","rectifiedBy":"",\
    "failuresToAbate":0,"overdue":false,"extensions":0,"escalations":0,"escalatedTo":"","executive":"",\
    "greenChannel":false,"allowed":[]}
    """
  }

  static let responsibility = """
    {"policy":{"id":"p","title":"Policy","publishedAt":"2026-07-01T08:00:00Z","publishedBy":"Li"},\
    "duty":{"row":1,"says":"item fire-1"},"department":"Fire","owner":"Wang",\
    "chain":[{"role":"owner","person":"Wang","region":null,"awayThrough":null,"answers":true}],\
    "deadline":null,"ahead":[]}
    """

  static func page(_ hazards: [String], next: String? = nil, total: Int) -> String {
    let next = next.map { "\"\($0)\"" } ?? "null"
    return "{\"items\":[\(hazards.joined(separator: ","))],\"next\":\(next),\"total\":\(total)}"
  }

  static let regions = """
    {"lineage":[{"code":"33","name":"浙江省","level":""}],"children":[\
    {"code":"3301","name":"杭州市","level":"city","hasChildren":true,"sites":40,"checks":126000,\
    "byOutcome":{"pass":100000,"fail":1377},"hazards":\(totals)}]}
    """

  static let items = """
    {"items":[{"checklist":"district","item":"fire-1","text":"Extinguishers are in date","section":"fire",\
    "checks":1200,"byOutcome":{"pass":1000,"fail":150,"unknown":50},"failRate":\(rate),"hazards":140}]}
    """

  static let months = """
    {"items":[{"month":"2026-07","found":1377,"accepted":60,"acceptedRate":\(noRate)}]}
    """
}
