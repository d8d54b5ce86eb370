import Access
import AggregatorAPI
import Credentials
import Evidence
import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Forms and submissions over HTTP, into a real ledger.
@Suite struct SubmissionRouteTests {
  private static let form = "/v1/campaigns/k/sites/s/form"
  private static let submissions = "/v1/campaigns/k/sites/s/submissions"
  private static let photo = "photo:sha256:\(String(repeating: "ab", count: 32))"

  private func withAPI(
    _ body: @escaping @Sendable (LoopbackAPI, SQLLedger, JSONSchema) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await ledger.fillUnobserved()
      try await LoopbackAPI.run(ledger, reports: ledger) { api in
        try await body(api, ledger, JSONSchema(document: try await api.get("/openapi.json").json))
      }
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func aSubmissionIsTakenOnceAndDecided() async throws {
    try await withAPI { api, ledger, document in
      let form = try await api.get(Self.form)
      #expect(document.faults(form.json, ["$ref": "#/components/schemas/InspectionForm"]) == [])
      #expect(form["sections.1.items.0.unit"] as? String == "MPa")
      #expect(form["sections.1.items.0.evidence"] as? String == "photo")
      #expect(form["sections.1.items.1.options.1"] as? String == "powder")
      #expect(form["sections.0.items.0.state"] as? String == "open")

      let body = """
        {"person": "Li", "answers": [{"item": "EXIT", "value": false, "note": "boxes"},
          {"item": "BAR", "value": 0.7, "evidence": ["\(Self.photo)"]}, {"item": "KIND", "value": "powder"}]}
        """
      let taken = try await api.post(Self.submissions, body, headers: ["Idempotency-Key": "k1"])
      #expect(taken.status == 202, "\(taken.text)")
      let id = try #require(taken["id"] as? String)
      #expect(taken.headers["location"] == "/v1/submissions/\(id)")
      #expect(document.faults(taken.json, ["$ref": "#/components/schemas/Submission"]) == [])
      #expect(taken["state"] as? String == "waiting" && taken["answers.0.value"] as? String == "no")
      #expect(taken["answers.1.value"] as? String == "0.7")
      let again = try await api.post(Self.submissions, body, headers: ["Idempotency-Key": "k1"])
      #expect(again.status == 200 && again["repeated"] as? Bool == true)
      #expect(try await api.get(Self.form)["sections.0.items.0.state"] as? String == "waiting")

      try await ledger.decideSubmissions()
      let decided = try await api.get("/v1/submissions/\(id)")
      #expect(document.faults(decided.json, ["$ref": "#/components/schemas/Submission"]) == [])
      #expect(decided["state"] as? String == "checked" && decided["answers.0.outcome"] as? String == "fail")
      let hazard = try #require(decided["answers.0.hazard"] as? String)
      #expect(try await api.get("/v1/hazards/\(hazard)").status == 200)
      #expect(try await api.get("/v1/submissions/submission-999").status == 404)
    }
  }

  @Test(arguments: [
    (
      #"{"person": "Li", "answers": [{"item": "EXIT", "value": "perhaps"}, {"item": "NO", "value": 1}]}"#,
      422, "2 fields"
    ),
    (#"{"person": "Li", "answers": []}"#, 422, "answers is empty"),
    (#"{"answers": [{"item": "EXIT", "value": true}]}"#, 422, "person is missing"),
    (#"{"person": "Li", "answers": [{"item": "EXIT"}]}"#, 400, "answers[0].value"),
    (#"{"person": "Li", "answers": [{"item": "BAR", "value": "7 m", "evidence": []}]}"#, 422, "m is length"),
    (#"{"person": "Li", "answers": [{"item": "BAR", "value": 1.2}]}"#, 422, "takes 1 photo"),
    (#"{"person": "Li", "answers": {}}"#, 400, "no list"),
    (#"{"person": "Li", "answer": []}"#, 400, "did you mean answers?"),
  ])
  func whatCannotBeTakenIsSaidAtItsField(_ body: String, _ status: Int, _ said: String) async throws {
    try await withAPI { api, ledger, _ in
      let answer = try await api.post(Self.submissions, body)
      #expect(answer.status == status, "\(answer.text)")
      #expect(answer.text.contains(said), "\(answer.text)")
      #expect(try await ledger.outstandingSubmissions(limit: 1).isEmpty)
      let elsewhere = try await api.post(
        "/v1/campaigns/k/sites/x/submissions",
        #"{"person": "Li", "answers": [{"item": "EXIT", "value": true}]}"#)
      #expect(elsewhere.status == 404)
      #expect(try await api.get("/v1/campaigns/x/sites/s/form").status == 404)
    }
  }

  @Test func inspectorsSubmitInTheirOwnNameAndRegion() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await ledger.fillUnobserved()
      let access = AccessSettings(mode: .tokens(Authenticator(tokens: ledger)))
      func token(_ role: Role, region: String? = nil) async throws -> [String: String] {
        let secret = TokenSecret()
        try await ledger.addToken(
          AccessToken(
            id: secret.id, name: "Li Na", roles: [role], scope: RegionScope(region: region),
            secretHash: secret.hash, createdAt: Timestamp(milliseconds: 0), expiresAt: nil))
        return ["Authorization": "Bearer \(secret)"]
      }
      let (inspector, owner) = (try await token(.inspector), try await token(.owner))
      let stranger = try await token(.inspector, region: "elsewhere")
      try await LoopbackAPI.run(ledger, reports: ledger, access: access) { api in
        let body = #"{"answers": [{"item": "EXIT", "value": true}]}"#
        let denied = try await api.post(Self.submissions, body, headers: owner)
        #expect(denied.status == 403)
        #expect(denied.text.contains("Li Na has the role owner; this takes the role inspector."))
        #expect(try await api.post(Self.submissions, body, headers: stranger).status == 404)
        #expect(try await api.get(Self.form, headers: stranger).status == 404)
        let other = #"{"person": "Wang", "answers": [{"item": "EXIT", "value": true}]}"#
        #expect(try await api.post(Self.submissions, other, headers: inspector).status == 403)
        let taken = try await api.post(Self.submissions, body, headers: inspector)
        #expect(taken.status == 202 && taken["person"] as? String == "Li Na", "\(taken.text)")
        let id = taken["id"] as? String ?? ""
        #expect(try await api.get("/v1/submissions/\(id)", headers: stranger).status == 404)
      }
    }
  }
}
