import AggregatorAPI
import Dashboard
import Evidence
import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Logging
import Observability
import SQLLedger
import SQLiteLedger
import StatusServer
import TestSupport
import Testing

/// The inspector's form over HTTP, as a browser without scripts sends it.
@Suite struct InspectionFormTests {
  private static let path = "/campaigns/k/sites/s/form"
  private static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"

  private struct Place: Sendable {
    let base: String
    let ledger: SQLLedger

    func get(_ path: String) async throws -> TestClient.Answer {
      try await TestClient.plain.ask(base + path, method: "GET", body: nil, headers: [:])
    }

    /// - Parameter fields: names with values; a value that begins with `@` is a file's content.
    func send(_ path: String, _ fields: [(String, String)]) async throws -> TestClient.Answer {
      var body = ""
      for (name, value) in fields {
        let file = value.hasPrefix("@")
        body += "--\(InspectionFormTests.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\""
        body +=
          file
          ? "; filename=\"a.webp\"\r\nContent-Type: image/webp\r\n\r\n\(value.dropFirst())"
          : "\r\n\r\n\(value)"
        body += "\r\n"
      }
      body += "--\(InspectionFormTests.boundary)--\r\n"
      return try await TestClient.plain.ask(
        base + path, method: "POST", body: body,
        headers: ["Content-Type": "multipart/form-data; boundary=\(InspectionFormTests.boundary)"])
    }
  }

  private func withForm(_ body: @escaping @Sendable (Place) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await ledger.fillUnobserved()
      let (addresses, found) = AsyncStream.makeStream(of: ListenAddress.self)
      let desk = CommandLog(ledger)
      let service = AggregatorAPI(
        store: ledger, reports: ledger, desk: desk, intake: Intake(desk: desk, book: ledger),
        evidence: EvidenceInbox(folder: folder.path), health: HealthState(),
        registry: PrometheusRegistry(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        address: ListenAddress(host: "127.0.0.1", port: 0), onListening: { found.yield($0) })
      let server = Task {
        defer { found.finish() }
        try await service.run()
      }
      defer { server.cancel() }
      for await address in addresses {
        try await body(Place(base: "http://\(address)", ledger: ledger))
        #expect(try await ledger.verify() == [])
        return
      }
      try await server.value
    }
  }

  private static let photo = "@RIFF0000WEBPVP8 a picture"

  @Test func theFormLeadsFromTheSiteToTheHazard() async throws {
    try await withForm { place in
      #expect(try await place.get("/sites/s").text.contains("href=\"\(Self.path)\""))
      #expect(try await place.get("/campaigns/k").text.contains("href=\"\(Self.path)\""))
      let form = try await place.get(Self.path)
      for part in [
        "name=\"value:EXIT\" value=\"yes\"", "name=\"value:KIND\" value=\"powder\"", "Value (MPa)",
        "name=\"photo:BAR\"", "capture=\"environment\"", "Photos (1 needed)", "data-draft=\"\(Self.path)\"",
      ] { #expect(form.text.contains(part), "\(part)") }
      let sent = try await place.send(
        Self.path,
        [
          ("key", "a"), ("person", "Li"), ("value:EXIT", "no"), ("note:EXIT", "boxes"), ("value:BAR", "0.7"),
          ("photo:BAR", Self.photo), ("photo:EXIT", "@"),
        ])
      #expect(sent.status == 303, "\(sent.text)")
      let location = try #require(sent.headers["location"])
      #expect(try await place.get(location).text.contains("The workers decide it."))
      // An impatient hand, or a draft whose sender was not told: the same submission.
      let again = try await place.send(
        Self.path,
        [
          ("key", "a"), ("person", "Li"), ("value:EXIT", "no"), ("note:EXIT", "boxes"), ("value:BAR", "0.7"),
          ("photo:BAR", Self.photo),
        ])
      #expect(again.status == 303 && again.headers["location"] == location, "\(again.text)")
      try await place.ledger.decideSubmissions()
      let result = try await place.get(location)
      #expect(
        result.text.contains("Everything was decided.") && result.text.contains("data-sent=\"\(Self.path)\""))
      let hazard = HazardID(site: "s", checklist: "block", item: "BAR")
      #expect(result.text.contains("/hazards/\(hazard)"))
      let photo = try #require(result.text.firstMatch(of: #/\/v1\/evidence\/[0-9a-f]{64}/#))
      #expect(try await place.get(String(photo.0)).status == 200)
      let rest = try await place.get(Self.path)
      #expect(!rest.text.contains("name=\"value:EXIT\"") && rest.text.contains("name=\"value:KIND\""))
    }
  }

  /// It was taken, but who sent it did not hear of it, and filled in more.
  @Test func aDraftThatWasTakenAndWentOnIsAnotherSubmission() async throws {
    try await withForm { place in
      let first = [("key", "a"), ("person", "Li"), ("value:EXIT", "no")]
      let taken = try await place.send(Self.path, first)
      let more = try await place.send(Self.path, first + [("value:KIND", "foam")])
      #expect(more.status == 303 && more.headers["location"] != taken.headers["location"], "\(more.text)")
      let again = try await place.send(Self.path, first + [("value:KIND", "foam")])
      #expect(again.status == 303 && again.headers["location"] == taken.headers["location"])
      let elsewhere = try await place.get(try #require(more.headers["location"]))
      #expect(elsewhere.text.contains("foam") && !elsewhere.text.contains("boxes"))
      let page = try await place.get(Self.path)
      #expect(page.text.contains("data-worker=\"/assets/form-worker.js\""))
      let worker = try await place.get("/assets/form-worker.js")
      #expect(worker.status == 200 && worker.headers["service-worker-allowed"] == "/campaigns/")
      #expect(worker.headers["cache-control"] == "no-cache")
    }
  }

  @Test func mistakesStandAtTheirItemsAndNothingTypedIsLost() async throws {
    try await withForm { place in
      let sent = try await place.send(
        Self.path,
        [
          ("key", "a"), ("person", "Li <b>"), ("value:EXIT", "yes"), ("value:BAR", "much"),
          ("photo:BAR", Self.photo), ("note:BAR", "broken gauge"), ("value:KIND", "foam"),
        ])
      #expect(sent.status == 422)
      #expect(sent.text.contains("This cannot be read: &quot;much&quot; is no number"), "\(sent.text)")
      #expect(sent.text.contains("value=\"much\"") && sent.text.contains("broken gauge"))
      #expect(sent.text.contains("value=\"yes\" checked") && sent.text.contains("value=\"foam\" checked"))
      #expect(sent.text.contains("Li &lt;b&gt;") && !sent.text.contains("<b>"))
      // The photo was kept, and goes along the next time.
      let kept = try #require(sent.text.firstMatch(of: #/name="evidence:BAR" value="([^"]+)"/#)).1
      let mended = try await place.send(
        Self.path,
        [("key", "b"), ("person", "Li"), ("value:BAR", "1.2 MPa"), ("evidence:BAR", String(kept))])
      #expect(mended.status == 303, "\(mended.text)")

      let empty = try await place.send(Self.path, [("key", "c"), ("at", "noon")])
      #expect(empty.status == 422)
      for words in ["Fill in at least one item.", "Fill this in.", "This is no date and time."] {
        #expect(empty.text.contains(words), "\(words)")
      }
      let file = try await place.send(
        Self.path, [("key", "d"), ("person", "Li"), ("value:EXIT", "yes"), ("photo:EXIT", "@MZ program")])
      #expect(file.status == 422 && file.text.contains("This has a file that cannot be kept"))
      #expect(try await place.get("/campaigns/k/sites/x/form").status == 404)
      #expect(try await place.get("/submissions/submission-9").status == 404)
    }
  }

  @Test func aHazardIsRectifiedWithAPhoto() async throws {
    try await withForm { place in
      _ = try await place.send(Self.path, [("key", "a"), ("person", "Li"), ("value:EXIT", "no")])
      try await place.ledger.decideSubmissions()
      let id = HazardID(site: "s", checklist: "block", item: "EXIT")
      let path = "/hazards/\(id)"
      let fields = [
        ("action", "fix-on-the-spot"), ("hazard", "\(id):1"), ("person", "Li"), ("fixedBy", "Wang"),
      ]
      #expect(try await place.get(path).text.contains("enctype=\"multipart/form-data\""))
      let bare = try await place.send(path, fields + [("key", "b")])
      #expect(bare.status == 422)
      let wrong = try await place.send(path, fields + [("key", "c"), ("photo", "@MZ program")])
      #expect(wrong.status == 422 && wrong.text.contains("fix-on-the-spot-photo-error"))
      let done = try await place.send(path, fields + [("key", "d"), ("photo", Self.photo)])
      #expect(done.status == 303, "\(done.text)")
      #expect(try await place.get(path).text.contains("photo:sha256:"))
    }
  }

  @Test func damagedFormsAreRefused() throws {
    let whole = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n"
    #expect(try MultipartForm.parts(Array(whole.utf8), boundary: "b").map(\.name) == ["a"])
    for length in 0..<whole.utf8.count - 5 {
      let cut = Array(whole.utf8.prefix(length))
      #expect(throws: MultipartForm.Failure.self, "\(length)") { try MultipartForm.parts(cut, boundary: "b") }
    }
    for body in ["--b\r\n\r\n1\r\n--b--", "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--", "--c--"]
    {
      #expect(throws: MultipartForm.Failure.self) { try MultipartForm.parts(Array(body.utf8), boundary: "b") }
    }
    #expect(MultipartForm.boundary(of: "multipart/form-data; boundary=\"a b\"") == "a b")
    #expect(MultipartForm.boundary(of: "application/x-www-form-urlencoded") == nil)
  }
}
