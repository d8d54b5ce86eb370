import Foundation
import Inspection
import InspectionFormats
import Responsibility

/// Policies and their calendars of holidays.
enum PolicyFuzz {
  static let targets = [policy, holidays]

  private static let sample = """
    policy: p-1
    title: Who
    timeZone: Asia/Shanghai
    weekdays: [mon, tue]
    holidays: h.csv
    duties:
      - {category: fire, region: T1, siteType: shop, item: F-1, department: Brigade, owner: Wang, backup: Li}
      - {department: Bureau}
    heads:
      - {region: T1, head: Zhao, deputy: Qian}
    absences:
      - {person: Wang, from: 2026-11-01, through: 2026-11-07}
    deadlines:
      - {level: major, grade: red, category: fire, within: 24h}
      - {within: 15wd}
    escalation:
      - {after: 0h, to: town}
      - {after: 2d, to: county}

    """

  private static let days = "date,kind,name\n2026-10-01,off,National Day\n2026-10-10,work,\n"

  private static let policy = FuzzTarget(
    name: "policy", samples: [Array(sample.utf8)],
    pieces: ["within: 3660wd", "weekdays: []", "after: 1h", "9999-12-31", "0001-01-01", "Europe/Berlin"]
  ) { bytes in
    try hold(bytes, holidays: Array(days.utf8))
  }

  private static let holidays = FuzzTarget(
    name: "holidays", samples: [Array(days.utf8)], pieces: ["9999-12-31", ",work,", "\"", "\n"]
  ) { bytes in
    try hold(Array(sample.utf8), holidays: bytes)
  }

  /// What is read can be sent and read again, and no period ends before it begins.
  private static func hold(_ bytes: [UInt8], holidays: [UInt8]) throws {
    let file = try? PolicyFile(InputFile(name: "p.yaml", content: bytes)) { name in
      InputFile(name: name, content: holidays)
    }
    guard let policy = file?.policy else { return }
    let again = try JSONDecoder().decode(Policy.self, from: try JSONEncoder().encode(policy))
    guard again == policy else {
      throw FuzzTargets.Broken("policy \(policy.id) is another one when it is sent")
    }
    let start = Timestamp(milliseconds: 1_790_000_000_000)
    for period in policy.deadlines.map(\.within) + policy.escalation.map(\.after)
    where policy.calendar.end(of: period, from: start) < start {
      throw FuzzTargets.Broken("\(period) ends before it begins")
    }
  }
}
