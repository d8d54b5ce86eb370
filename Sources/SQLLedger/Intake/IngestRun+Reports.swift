import Foundation
import Inspection
import Ledger
import Rectification
import Responsibility

/// What a worker said of a report.
struct ReportVerdict {
  var campaign: String
  var state: FiledReport.State
  var reason: String
  var at: Timestamp
  /// The hazard that was found.
  var hazard: HazardID?
}

extension IngestRun {
  /// Takes a report or refuses it.
  ///
  /// - Parameter offset: of its record; names the campaign that it becomes.
  mutating func file(_ report: HazardReport, offset: Int64) throws {
    try writeHazards()
    change.receipts.append(try judge(report, offset: offset))
  }

  private func judge(_ report: HazardReport, offset: Int64) throws -> ReportReceipt {
    if let repeated = try repeated(report) { return repeated }
    if let fault = report.fault(now: time) { return .refused(fault) }
    do {
      let service = try ReportedService.find(db, report.service)
      let place = try ReportedPlace.find(db, report.place)
      if service.needsObservation, report.observation.allSatisfy(\.isWhitespace) {
        throw Refusal(
          .incomplete, "observation is missing: \(service.code) requires \(service.requirement)")
      }
      let isInstant = try isOwner(report, of: place)
      if !report.calls.isEmpty, !isInstant {
        throw Refusal(
          .notAllowed,
          "departments are called by the owner of site \(place.code) only, which \(report.person) is not")
      }
      let id = campaignID(.report, place: offset)
      try insert(report, id: id, service, place, isInstant: isInstant)
      return .taken(id: id, isRepeated: false)
    } catch let refusal as Refusal {
      return .refused(refusal.refusal)
    }
  }

  /// What was said of a report that came before under the same key; nil for a new one.
  private func repeated(_ report: HazardReport) throws -> ReportReceipt? {
    guard !report.key.isEmpty else { return nil }
    let row = try Row.fetchOne(
      db, sql: "SELECT campaign, fingerprint FROM incoming_report WHERE report_key = ?",
      arguments: [report.key])
    guard let row else { return nil }
    guard row[1] as String == report.fingerprint else {
      return .refused(
        ReportRefusal(.keyReused, "the key \"\(report.key)\" belongs to another report that was taken"))
    }
    return .taken(id: row[0], isRepeated: true)
  }

  /// Whether the owner of the smallest unit reports it: who the register or the policy says stands for the place. Names
  /// that came through Open311 prove nothing.
  private func isOwner(_ report: HazardReport, of place: ReportedPlace) throws -> Bool {
    guard report.channel != .open311, report.person.contains(where: { !$0.isWhitespace }) else {
      return false
    }
    if report.person.isSame(as: place.owner) { return true }
    return names.policy?.policy.stands(report.person, for: place.region) ?? false
  }

  private func insert(
    _ report: HazardReport, id: String, _ service: ReportedService, _ place: ReportedPlace, isInstant: Bool
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO incoming_report (campaign, at, taken_at, site_id, checklist_id, item_id, position, distance,
          description, person, role, contact, observation, evidence, calls, channel, instant, report_key,
          fingerprint, state, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
        """,
      arguments: [
        id, report.at.milliseconds, time.milliseconds, place.id, service.checklist, service.item,
        service.position, place.distance, report.description, report.person, report.role, report.contact,
        report.observation, report.evidence.joined(separator: "\n"), CallText.text(of: report.calls),
        report.channel.rawValue, isInstant, report.key, report.fingerprint,
        FiledReport.State.pending.rawValue,
      ])
  }

  /// Notes what a result says of the report that asked for it. Its findings are noted elsewhere, as always.
  mutating func noteReport(_ result: TaskResult, campaign: CampaignRow) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT position FROM incoming_report WHERE campaign = ?", arguments: [result.campaign])
    guard let row else { return }
    let position: Int = row[0]
    var verdict = ReportVerdict(
      campaign: result.campaign, state: .undecided, reason: "the task ended as \(result.outcome.name)",
      at: result.inspection.observedAt)
    if result.outcome == .checked {
      if let finding = result.findings.first(where: { $0.item == position }) {
        verdict.state = .confirmed
        verdict.reason = finding.reason
        verdict.hazard = HazardID(
          site: result.site.id, checklist: campaign.checklist, item: campaign.items[position].code)
      } else if let exception = result.exceptions.first(where: { $0.item == position }) {
        let why = exception.reason.isEmpty ? "" : ": \(exception.reason)"
        verdict.reason = "the check came to \(exception.outcome.name)\(why)"
      } else {
        verdict.state = .inOrder
        verdict.reason = "it was found in order"
      }
    }
    reportVerdicts.append(verdict)
  }

  /// Writes what came of a report, and tells whoever stands above of an instant one.
  func settle(_ verdict: ReportVerdict) throws {
    try db.execute(
      sql:
        "UPDATE incoming_report SET state = ?, reason = ?, decided_at = ?, hazard_id = ? WHERE campaign = ?",
      arguments: [
        verdict.state.rawValue, verdict.reason, verdict.at.milliseconds, verdict.hazard?.key,
        verdict.campaign,
      ])
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT instant, calls, person, role, description, evidence FROM incoming_report WHERE campaign = ?
        """, arguments: [verdict.campaign])
    guard let row, row[0], let key = verdict.hazard?.key, var hazard = try hazardCase(key) else { return }
    hazard.settle(through: verdict.at)
    let at = max(verdict.at, hazard.course.lastEventAt ?? verdict.at)
    for event in try relays(of: hazard, at: at) where event.action.origins.contains(hazard.course.state) {
      hazard.append(event)
    }
    let calls = CallText.calls(in: row[1]).filter { call in
      call.due > at && !hazard.course.calls.contains { $0.awaits(call.department) }
    }
    if !calls.isEmpty, RectificationAction.whistle.origins.contains(hazard.course.state) {
      hazard.append(
        RectificationEvent(
          .whistle, at: at, person: row[2], role: row[3], reason: row[4],
          evidence: (row[5] as String).split(separator: "\n").map(String.init),
          details: RectificationDetails(calls: calls)))
    }
    try hazard.write(self)
  }

  /// Without a policy, or without heads in it, the site's own region is told, whoever watches it.
  private func relays(of hazard: HazardCase, at time: Timestamp) throws -> [RectificationEvent] {
    let relays = hazard.clock?.relays(at: time) ?? []
    guard relays.isEmpty else { return relays }
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT region.code, region.name, region.level FROM hazard JOIN region ON region.id = hazard.region_id
        WHERE hazard.id = ?
        """, arguments: [hazard.key])
    return row.map { row in
      [.relay(to: "", region: Region(code: row[0], name: row[1], parent: nil, level: row[2]), at: time)]
    } ?? []
  }
}

/// Ends the judging of a report.
private struct Refusal: Error {
  var refusal: ReportRefusal

  init(_ code: ReportRefusal.Code, _ reason: String) {
    refusal = ReportRefusal(code, reason)
  }
}

/// What a report is about, in the newest version of its checklist.
private struct ReportedService {
  var checklist: Int64
  var item: Int64
  var position: Int
  var code: String
  var requirement: String
  var needsObservation: Bool

  static func find(_ db: Database, _ name: String) throws -> ReportedService {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT \(SQLLedger.serviceColumns), item.id FROM item
        WHERE item.code = ? OR item.checklist || ':' || item.code = ? ORDER BY item.checklist
        """, arguments: [name, name])
    guard let row = rows.first else {
      throw Refusal(
        .unknownService,
        "there is no service \"\(name)\": services are CHECKLIST:ITEM, as `hazardctl report-services` lists them"
      )
    }
    guard rows.count == 1 else {
      let codes = rows.map { "\($0[0] as String):\($0[1] as String)" }
      throw Refusal(
        .unknownService,
        "several services are called \"\(name)\": name one of \(codes.joined(separator: ", "))")
    }
    let item: Int64 = row[6]
    let newest = try Row.fetchOne(
      db,
      sql: """
        SELECT checklist_id, position, rule FROM checklist_item WHERE item_id = ?
        ORDER BY checklist_id DESC LIMIT 1
        """, arguments: [item])
    guard let newest else {
      throw Refusal(.unknownService, "no checklist has an item \"\(name)\"")
    }
    let service = SQLLedger.service(row, rule: try RuleText.read(ItemRule.self, newest[2]))
    return ReportedService(
      checklist: newest[0], item: item, position: newest[1], code: service.code,
      requirement: service.requirement, needsObservation: service.needsObservation)
  }
}

/// The site that a report means.
private struct ReportedPlace {
  var id: Int64
  var code: String
  var owner: String
  /// The code of the site's region.
  var region: String
  /// In metres; nil where the site was named.
  var distance: Double?

  private static let columns = """
    SELECT site.id, site.code, site.owner, region.code, site.latitude, site.longitude, site.name
    FROM site JOIN region ON region.id = site.region_id
    """

  private init(_ row: Row) {
    (id, code, owner, region) = (row[0], row[1], row[2], row[3])
  }

  static func find(_ db: Database, _ place: HazardReport.Place) throws -> ReportedPlace {
    switch place {
    case .site(let id):
      let row = try Row.fetchOne(db, sql: "\(columns) WHERE site.code = ?", arguments: [id])
      guard let row else { throw Refusal(.unknownPlace, "there is no site \"\(id)\"") }
      return ReportedPlace(row)
    case .address(let text): return try named(db, text.trimmingBlanks())
    case .point(let point): return try nearest(db, point)
    }
  }

  private static func named(_ db: Database, _ text: String) throws -> ReportedPlace {
    if let row = try Row.fetchOne(db, sql: "\(columns) WHERE site.code = ?", arguments: [text]) {
      return ReportedPlace(row)
    }
    let rows = try Row.fetchAll(
      db, sql: "\(columns) WHERE LOWER(site.name) = LOWER(?) ORDER BY site.code LIMIT 6", arguments: [text])
    guard let row = rows.first else {
      throw Refusal(.unknownPlace, "no site has the id or name \"\(text)\": name one, or give a point")
    }
    guard rows.count == 1 else {
      let ids = rows.map { $0[1] as String }
      throw Refusal(
        .unknownPlace,
        "several sites are called \"\(text)\": give an id, such as \(ids.joined(separator: ", "))")
    }
    return ReportedPlace(row)
  }

  /// Of sites that are equally near the first by id.
  private static func nearest(_ db: Database, _ point: Site.Position) throws -> ReportedPlace {
    let box = GeoBox(around: point, within: HazardReport.maximumDistance)
    let rows = try Row.fetchAll(
      db,
      sql: """
        \(columns) WHERE site.latitude BETWEEN ? AND ? AND site.longitude BETWEEN ? AND ? ORDER BY site.code
        """,
      arguments: [
        box.latitudes.lowerBound, box.latitudes.upperBound, box.longitudes.lowerBound,
        box.longitudes.upperBound,
      ])
    var found: ReportedPlace?
    for row in rows {
      guard let position = Site.Position(latitude: row[4], longitude: row[5]) else { continue }
      let distance = point.distance(to: position)
      guard distance <= HazardReport.maximumDistance, distance < found?.distance ?? .infinity else {
        continue
      }
      found = ReportedPlace(row)
      found?.distance = distance
    }
    guard let found else {
      throw Refusal(
        .unknownPlace,
        "no site of the register lies within \(Int(HazardReport.maximumDistance)) m of \(point.latitude), "
          + "\(point.longitude): name one")
    }
    return found
  }
}
