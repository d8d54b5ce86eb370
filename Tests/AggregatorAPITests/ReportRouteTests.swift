import Evidence
import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Reports over HTTP and by Open311's GeoReport v2, into a real ledger.
@Suite struct ReportRouteTests {
  private func withAPI(_ body: @escaping @Sendable (LoopbackAPI) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await ledger.fillWithSites()
      try await LoopbackAPI.run(ledger) { try await body($0) }
      #expect(try await ledger.verify() == [])
    }
  }

  private static let report =
    #"{"service": "block:EXIT", "site": "S1", "description": "blocked", "person": "Li"}"#

  @Test func aReportIsTakenOnceAndListed() async throws {
    try await withAPI { api in
      let first = try await api.post("/v1/reports", Self.report, headers: ["Idempotency-Key": "k1"])
      #expect(first.status == 201, "\(first.text)")
      let id = try #require(first["id"] as? String)
      #expect(first.headers["location"] == "/v1/reports/\(id)")
      #expect(first["state"] as? String == "pending")
      #expect(first["instant"] as? Bool == false)
      // The hazard that a campaign found at the site is of the same kind.
      #expect(first["near.0.hazard.item.id"] as? String == "EXT")
      #expect(first["near.0.distance"] as? Double == 0)
      let again = try await api.post("/v1/reports", Self.report, headers: ["Idempotency-Key": "k1"])
      #expect(again.status == 200)
      #expect(again["id"] as? String == id)
      #expect(again["repeated"] as? Bool == true)
      #expect(try await api.get("/v1/reports?status=open&service=block:EXIT")["items.0.id"] as? String == id)
      #expect(try await api.get("/v1/reports/\(id)")["site.name"] as? String == "School")
      #expect(try await api.get("/v1/reports/report-99").status == 404)
      #expect(try await api.get("/v1/report-services")["items.1.code"] as? String == "block:EXT")
      let hazard = HazardID(site: "S1", checklist: "block", item: "EXT")
      #expect((try await api.get("/v1/hazards/\(hazard)/near").json["items"] as? [Any])?.isEmpty == true)
    }
  }

  @Test(arguments: [
    (#"{"service": "block:EXIT", "site": "S1", "description": "b"}"#, 422, "person is missing"),
    (#"{"service": "block:EXIT", "description": "b", "person": "Li"}"#, 400, "one of these"),
    (#"{"service": "ROOF", "site": "S1", "description": "b", "person": "Li"}"#, 422, "no service"),
    (#"{"service": "EXIT", "site": "S9", "description": "b", "person": "Li"}"#, 422, "no site"),
    (#"{"service": "EXIT", "latitude": 91, "longitude": 1, "description": "b"}"#, 400, "from -90.0 to 90.0"),
    (#"{"servce": "EXIT", "site": "S1"}"#, 400, "did you mean service?"),
    (
      #"{"service": "EXIT", "site": "S1", "description": "b", "person": "Li", "departments": [{"department": "Gas", "due": "2999-01-01"}]}"#,
      409, "by the owner"
    ),
  ])
  func whatCannotBeReportedIsSaid(_ body: String, _ status: Int, _ said: String) async throws {
    try await withAPI { api in
      let answer = try await api.post("/v1/reports", body)
      #expect(answer.status == status, "\(answer.text)")
      #expect(answer.text.contains(said), "\(answer.text)")
    }
  }

  @Test("C9: Open311's GeoReport v2 in JSON and XML") func geoReport() async throws {
    try await withAPI { api in
      let services = try await api.get("/open311/v2/services.json?jurisdiction_id=c")
      let list = try #require(try JSONSerialization.jsonObject(with: services.body) as? [[String: Any]])
      #expect(list.map { $0["service_code"] as? String } == ["block:EXIT", "block:EXT", "block:BAR"])
      #expect(list.map { $0["metadata"] as? Bool } == [false, false, true])
      let definition = try await api.get("/open311/v2/services/block:BAR.json")
      #expect(definition["attributes.0.code"] as? String == "observation")
      #expect(definition["attributes.0.required"] as? Bool == true)

      let form = ["Content-Type": "application/x-www-form-urlencoded"]
      let posted = try await api.post(
        "/open311/v2/requests.json",
        "service_code=block%3AEXIT&lat=23.0001&long=112&description=The+exit+%26+stairs&first_name=Li&last_name=Na"
          + "&email=li%40example.org&api_key=x", headers: form)
      #expect(posted.status == 201, "\(posted.text)")
      let taken = try #require(try JSONSerialization.jsonObject(with: posted.body) as? [[String: Any]])
      let id = try #require(taken.first?["service_request_id"] as? String)
      #expect((taken.first?["service_notice"] as? String)?.contains("Open nearby") == true)
      let one = try await api.get("/open311/v2/requests/\(id).json")
      let request = try #require(
        (try JSONSerialization.jsonObject(with: one.body) as? [[String: Any]])?.first)
      #expect(request["status"] as? String == "open")
      #expect(request["description"] as? String == "The exit & stairs")
      #expect(request["address_id"] as? String == "S1")
      #expect(request["lat"] as? Double == 23)
      #expect(request["zipcode"] is NSNull)
      // Who reported it is nobody's business there.
      #expect(!one.text.contains("Li Na") && !one.text.contains("example.org"))
      let xml = try await api.get("/open311/v2/requests.xml?status=open&service_code=block:EXIT")
      #expect(xml.headers["content-type"] == "text/xml; charset=utf-8")
      #expect(xml.text.contains("<service_requests><request><service_request_id>\(id)</service_request_id>"))
      #expect(xml.text.contains("The exit &amp; stairs"))
      #expect(try await api.get("/open311/v2/requests.json?status=closed").text == "[]")
      #expect(try await api.get("/open311/v2/requests.json?end_date=2000-01-01").text == "[]")
    }
  }

  @Test(arguments: [
    ("services/ROOF.json", nil, 404, "service_code ROOF was not found"),
    ("services.json?jurisdiction_id=mars", nil, 404, "jurisdiction_id mars"),
    ("requests/report-5.json", nil, 404, "was not found"),
    ("requests.json?status=lost", nil, 400, "open or closed"),
    ("requests.json?start_date=soon", nil, 400, "no time"),
    ("requests.json", "description=x", 400, "service_code was not provided"),
    ("requests.json", "service_code=EXIT&description=x", 400, "must be provided"),
    ("requests.json", "service_code=EXIT&lat=x&long=1&description=x", 400, "no degrees"),
    ("requests.json", "service_code=ROOF&address_string=School&description=x", 404, "no service"),
    ("requests.json", "service_code=EXIT&address_string=Moon&description=x", 400, "no site has"),
    ("requests.json", "service_code=%FF&address_string=Moon", 400, "percent-encoded"),
    ("requests.json", "service_code=BAR&address_string=school&description=x", 400, "observation is missing"),
  ])
  func geoReportSaysWhatIsWrong(_ path: String, _ body: String?, _ status: Int, _ said: String) async throws {
    try await withAPI { api in
      let headers = body.map { _ in ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"] }
      let answer = try await api.get(
        "/open311/v2/\(path)", method: body == nil ? "GET" : "POST", body: body, headers: headers ?? [:])
      #expect(answer.status == status, "\(answer.text)")
      let errors = try #require(try JSONSerialization.jsonObject(with: answer.body) as? [[String: Any]])
      #expect(errors.first?["code"] as? Int == status)
      #expect((errors.first?["description"] as? String)?.contains(said) == true, "\(answer.text)")
    }
  }

  @Test("Z10: accidents over HTTP and by command, as a series beside what was closed")
  func accidentsAreKept() async throws {
    try await withAPI { api in
      func hazardctl(_ arguments: String...) async -> (code: Int32, text: String) {
        await HazardctlContractTests.run(arguments, api)
      }
      let body = #"{"person": "Li", "occurredAt": "2026-03-05T10:00:00Z", "region": "c", "injuries": 2}"#
      let first = try await api.post("/v1/accidents", body, headers: ["Idempotency-Key": "a"])
      #expect(first.status == 201, "\(first.text)")
      let id = try #require(first["id"] as? String)
      #expect(first.headers["location"] == "/v1/accidents/\(id)")
      #expect(try await api.post("/v1/accidents", body, headers: ["Idempotency-Key": "a"]).status == 200)
      let corrected = await hazardctl(
        "correct-accident", id, "--deaths", "1", "--injuries", "1", "--reason", "one died", "--person", "Li")
      #expect(corrected.code == 0 && corrected.text.contains("one died"), "\(corrected.text)")
      let second = await hazardctl(
        "record-accident", "--occurred", "2025-03-05", "--region", "c", "--deaths", "4", "--kind", "fire",
        "--person", "Li")
      #expect(second.code == 0 && second.text.contains("recorded"), "\(second.text)")
      #expect(try await api.get("/v1/accidents/\(id)")["history.0.injuries"] as? Int == 2)

      let path =
        "/v1/figures/accidents?from=2026-01-01&to=2026-07-01&baselineFrom=2025-01-01&baselineTo=2026-01-01"
      let series = try await api.get(path)
      #expect((series.json["items"] as? [Any])?.count == 6)
      #expect(series["items.2.period"] as? String == "2026-03")
      #expect(series["items.2.deaths"] as? Int == 1)
      #expect(series["total.accidents"] as? Int == 1)
      #expect(series["baseline.deaths.change"] as? Int == -3)
      #expect(series["baseline.deaths.ratio"] as? Double == -0.75)
      let page = await hazardctl(
        "accident-series", "--from", "2025-01-01", "--to", "2027-01-01", "--by", "year", "--baseline-from",
        "2025-01-01", "--baseline-to", "2026-01-01")
      #expect(page.text.contains("2026") && page.text.contains("+25.0%"), "\(page.text)")

      for (path, body, status, said) in [
        ("/v1/accidents", #"{"person": "Li"}"#, 422, "occurredAt is missing"),
        ("/v1/accidents", #"{"person": "Li", "deaths": 1.5}"#, 400, "no whole number"),
        ("/v1/accidents", #"{"persn": "Li"}"#, 400, "did you mean person?"),
        ("/v1/accidents/accident-9/withdraw", #"{"person": "Li", "reason": "r"}"#, 404, "no accident"),
        ("/v1/accidents/\(id)/withdraw", #"{"person": "Li"}"#, 422, "reason is missing"),
        ("/v1/accidents/\(id)/withdraw", #"{"person": "Li", "deaths": 1}"#, 400, "unknown"),
      ] {
        let answer = try await api.post(path, body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.text.contains(said), "\(answer.text)")
      }
      for (query, status) in [
        ("", 400), ("?from=2026-01-01&to=2025-01-01", 400), ("?from=1900-01-01", 400),
        ("?from=2026-01-01&region=x", 404),
      ] { #expect(try await api.get("/v1/figures/accidents\(query)").status == status) }
      let gone = await hazardctl("withdraw-accident", id, "--reason", "a drill", "--person", "Li")
      #expect(gone.code == 0 && gone.text.contains("there was none"), "\(gone.text)")
      let list = await hazardctl("accidents")
      #expect(!list.text.contains(id) && list.text.contains("fire"), "\(list.text)")
      #expect(await hazardctl("accidents", "--id", id).text.contains("withdrawn"))
    }
  }

  @Test("Z5: the three views over HTTP and by command") func theThreeViews() async throws {
    try await withAPI { api in
      func hazardctl(_ arguments: String...) async -> (code: Int32, text: String) {
        await HazardctlContractTests.run(arguments, api)
      }
      let finds = try await api.get("/v1/views/finds?by=source")
      #expect(finds["items.0.name"] as? String == "campaign")
      #expect(finds["items.0.counts.findings"] as? Int == 1)
      #expect(finds["columns.0.name"] as? String == "tasks")
      #expect(try await api.get("/v1/views/fixes?by=owner&region=c")["items.0.counts.pending"] as? Int == 1)
      #expect(try await api.get("/v1/views/answers?by=told")["items.0.name"] == nil)
      #expect(try await api.get("/v1/views/answers?by=mood").status == 400)
      #expect(try await api.get("/v1/views/fixes?region=x").status == 404)
      let page = await hazardctl("views", "finds", "--by", "worker", "--since", "1970-01-01")
      #expect(page.code == 0 && page.text.contains("FINDINGS"), "\(page.text)")
      #expect(await hazardctl("views", "answers").text.contains("(nobody)"))
      #expect(await hazardctl("views", "fixes", "--since", "2026-01-01").code == 64)
      #expect(await hazardctl("views", "owns").code == 64)
    }
  }

  @Test("C7: a team's roles are claimed over HTTP and by command") func teamsAreArranged() async throws {
    try await withAPI { api in
      func hazardctl(_ arguments: String...) async -> (code: Int32, text: String) {
        await HazardctlContractTests.run(arguments, api)
      }
      #expect(await hazardctl("team", "k").text.contains("needs no team"))
      let formed = await hazardctl("team", "k", "--roles", "inspector, owner", "--person", "Li")
      #expect(formed.code == 0 && formed.text.contains("inspector, owner"), "\(formed.text)")
      let gate = try await api.get("/v1/campaigns/k/gate?zero=major")
      #expect(gate.text.contains("at 1 inspected sites a role of the team is missing"), "\(gate.text)")
      let claim = #"{"site": "S1", "role": "inspector", "person": "Wang"}"#
      #expect(try await api.post("/v1/campaigns/k/claim", claim).status == 200)
      #expect(try await api.post("/v1/campaigns/k/claim", claim).status == 409)
      let same = await hazardctl("claim", "k", "--site", "S1", "--role", "owner", "--person", "Wang")
      #expect(same.code == 2 && same.text.contains("different people"), "\(same.text)")
      let missing = await hazardctl("team", "k", "--missing")
      #expect(missing.text.contains("inspector: Wang") && missing.text.contains("owner"), "\(missing.text)")
      #expect(await hazardctl("claim", "k", "--site", "S1", "--role", "owner", "--person", "Zhao").code == 0)
      #expect(try await api.get("/v1/campaigns/k/team?missing=true")["unclaimed"] as? Int == 0)
      #expect(
        await hazardctl("release", "k", "--site", "S1", "--role", "owner", "--person", "Zhao").code == 0)
      #expect(try await api.get("/v1/campaigns/k/team")["unclaimed"] as? Int == 1)
      #expect(try await api.post("/v1/campaigns/q/claim", claim).status == 404)
      #expect(try await api.post("/v1/campaigns/k/claim", "{}").status == 422)
      #expect(try await api.get("/v1/campaigns/q/team").status == 404)
    }
  }

  @Test func evidenceIsKeptByItsHash() async throws {
    try await withTemporaryFolder { folder in
      let inbox = try #require(EvidenceInbox(folder: folder.path))
      try await LoopbackAPI.run(evidence: inbox) { api in
        let file = folder.appending(path: "after.pdf")
        try Data("%PDF-1.7 rectified".utf8).write(to: file)
        let upload = await HazardctlContractTests.run(["upload", file.path], api)
        #expect(upload.0 == 0 && upload.1.hasPrefix("document:sha256:"), "\(upload.1)")
        let sent = try await api.post("/v1/evidence", "%PDF-1.7 rectified")
        #expect(sent.status == 201, "\(sent.text)")
        #expect(upload.1 == "\(sent["reference"] as? String ?? "")\n")
        let hash = try #require(sent["sha256"] as? String)
        let kept = try await api.get("/v1/evidence/\(hash)")
        #expect(kept.text == "%PDF-1.7 rectified")
        #expect(kept.headers["content-type"] == "application/pdf")
        #expect(kept.headers["content-disposition"] == "attachment")
        #expect(try await api.post("/v1/evidence", "<html>").status == 415)
        #expect(try await api.get("/v1/evidence/\(hash.uppercased())").status == 404)
        #expect(await HazardctlContractTests.run(["upload", "/none"], api).0 == 2)
      }
      try await LoopbackAPI.run { api in
        let answer = try await api.post("/v1/evidence", "%PDF-1.7")
        #expect(answer.status == 404)
        #expect(answer.text.contains("No evidence is kept here") && answer.text.contains("--evidence FOLDER"))
        #expect(try await api.get("/v1/evidence/abc").text.contains("No evidence is kept here"))
      }
    }
  }

  @Test func theCommandLineReports() async throws {
    try await withAPI { api in
      func hazardctl(_ arguments: String...) async -> (code: Int32, text: String) {
        await HazardctlContractTests.run(arguments, api)
      }
      let report = await hazardctl(
        "report", "EXIT", "blocked by boxes", "--at-point", "23.0001, 112", "--person", "Li")
      #expect(report.code == 0, "\(report.text)")
      #expect(report.text.contains("School (S1), 11 m from the point"), "\(report.text)")
      #expect(report.text.contains("Open nearby"), "\(report.text)")
      let own = await hazardctl(
        "report", "EXT", "empty", "--site", "S1", "--person", "Wang", "--call", "Fire=2999-01-01")
      #expect(own.code == 0, "\(own.text)")
      #expect(own.text.contains("relayed upward"), "\(own.text)")
      let list = await hazardctl("reports", "--status", "open")
      #expect(list.text.contains("blocked by boxes") && list.text.contains("pending"), "\(list.text)")
      #expect(await hazardctl("report-services").text.contains("needed"))
      let near = await hazardctl("near", "\(HazardID(site: "S1", checklist: "block", item: "EXT"))")
      #expect(near.code == 0 && near.text.contains("No other hazard"), "\(near.text)")
      #expect(await hazardctl("report", "EXIT", "x", "--person", "Li").code == 64)
      #expect(await hazardctl("report", "EXIT", "x", "--site", "S7", "--person", "Li").code == 2)
      let unknown = await hazardctl("report", "fire:F-1", "x", "--site", "S1", "--person", "Li")
      #expect(unknown.code == 2 && unknown.text.contains("hazardctl report-services"), "\(unknown.text)")
      #expect(await hazardctl("reports", "--status", "lost").code == 2)
      #expect(await hazardctl("--json", "reports").text.hasPrefix("{\"items\":["))
    }
  }
}

extension SQLLedger {
  /// A checklist and a site, where a campaign found something.
  fileprivate func fillWithSites() async throws {
    func item(_ id: String, _ requirement: Requirement = .boolean(expected: true)) -> Checklist.Item {
      Checklist.Item(id: id, text: "item \(id)", section: 0, requirement: requirement)
    }
    let checklist = Checklist(
      id: "block", title: "Block", version: "1", sections: [.init(id: "A", title: "A", category: "fire")],
      items: [
        item("EXIT"), item("EXT"),
        item("BAR", .number(NumberRange(lower: .init(1), upper: .init(4)), unit: nil)),
      ])
    let result = TaskResult(
      campaign: "k", seq: 0, generation: 0, outcome: .checked,
      site: SiteReference(id: "S1", type: "", region: "c"),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 1_000), day: CivilDate(days: 0)),
      items: [1..<2], findings: [Finding(item: 1, level: .general, grade: .blue, reason: "no")], worker: "w")
    let entries: [LedgerEntry] = [
      .checklist(checklist, digest: "d"),
      .opening(
        CampaignOpening(
          id: "k", title: "", checklistDigest: "d", registerDigest: "", siteCount: 1, taskCount: 1,
          checkCount: 1, taskDigest: "t", openedAt: Timestamp(milliseconds: 1))),
      .register(
        regions: [Region(code: "c", name: "County", parent: nil, level: "county")],
        sites: [
          Site(
            id: "S1", name: "School", region: "c", position: .init(latitude: 23, longitude: 112),
            owner: "Wang")
        ]), .result(result),
    ]
    _ = try await apply([LedgerSlice("test", from: 0, entries)], at: Timestamp(milliseconds: 2_000))
  }
}
