import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  /// `/v1/campaigns/{id}/sites/{site}/form` and `/submissions`, and `/v1/submissions/{id}`.
  func addSubmissionRoutes(_ door: LedgerDoor) {
    get("/v1/campaigns/{id}/sites/{site}/form") { request, context in
      let intake = try door.intake(for: context)
      try QueryReader(request, known: []).finish()
      let (id, site) = (try context.pathParameter("id"), try context.pathParameter("site"))
      let form = try await ledgerRead { try await intake.book.form(ofCampaign: id, site: site) }
      guard let form else { throw Problem.noForm(id, site) }
      return Response.json(FormAnswer(form))
    }
    post("/v1/campaigns/{id}/sites/{site}/submissions") { request, context in
      let intake = try door.intake(for: context)
      let (id, site) = (try context.pathParameter("id"), try context.pathParameter("site"))
      let (submission, arrival) = try await SubmissionBody.read(request, campaign: id, site: site)
      switch try await intake.desk.submit(submission, now: arrival) {
      case .refused(let refusal): throw Problem(refusal)
      case .taken(let number, let isRepeated):
        guard let filed = try await ledgerRead({ try await intake.book.submission(number) }) else {
          throw Problem(.internalServerError, "The submission \(number) was taken, and is not there.")
        }
        var response = Response.json(
          SubmissionAnswer(filed, repeated: isRepeated), status: isRepeated ? .ok : .accepted)
        response.headers[.location] = "/v1/submissions/\(number)"
        return response
      }
    }
    get("/v1/submissions/{id}") { request, context in
      let intake = try door.intake(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.pathParameter("id")
      guard let filed = try await ledgerRead({ try await intake.book.submission(id) }) else {
        throw Problem(.notFound, "There is no submission \"\(id)\".")
      }
      return Response.json(SubmissionAnswer(filed))
    }
  }
}

/// The body of a submission.
private enum SubmissionBody {
  static func read(
    _ request: Request, campaign: String, site: String
  ) async throws -> (InspectionSubmission, arrival: Timestamp) {
    var body = try await BodyReader(
      request, known: ["person", "role", "at", "answers"],
      example: #"{"person": "Li", "answers": [{"item": "EXT-1", "value": "yes"}]}"#)
    // Without a time of day it was seen today, where this program runs.
    let seen =
      body.localMoment("at")
      ?? DateText.LocalMoment(moment: body.arrival, day: TimeZone.current.day(of: body.arrival))
    let submission = InspectionSubmission(
      campaign: campaign, site: site, at: seen.moment, day: seen.day, person: body.text("person"),
      role: body.text("role"), answers: body.answers("answers"), key: body.key)
    try body.finish()
    return (submission, body.arrival)
  }
}

extension BodyReader {
  /// What was observed, item by item: values are texts as items read them, numbers, booleans, or lists of these.
  fileprivate mutating func answers(_ name: String) -> [InspectionSubmission.Answer] {
    objects(name, #"{"item": ID, "value": VALUE}"#).enumerated().compactMap { index, object in
      let place = "\(name)[\(index)]"
      for key in object.keys.sorted() where !["item", "value", "evidence", "note"].contains(key) {
        fail("\(place).\(key)", "is unknown; it may be item, value, evidence, note")
      }
      guard let item = object["item"] as? String, !item.isEmpty else {
        fail("\(place).item", "is no item's id")
        return nil
      }
      guard let value = object["value"].flatMap(Self.observation) else {
        fail("\(place).value", "is no text, number, yes or no, or list of these")
        return nil
      }
      return InspectionSubmission.Answer(
        item: item, value: value, evidence: references("\(place).evidence", in: object["evidence"]),
        note: text("\(place).note", in: object["note"]))
    }
  }

  /// As a record would have it. Lists are of what was chosen or measured; an empty one says that nothing was.
  private static func observation(_ value: Any) -> String? {
    switch value {
    case let text as String: text.utf8.count <= FieldReader.maximumText ? text : nil
    case let number as NSNumber:
      // Booleans are numbers here, of a type of their own.
      String(cString: number.objCType) == "c"
        ? (number.boolValue ? "yes" : "no") : RequirementSyntax.text(of: number.doubleValue)
    case let list as [Any]:
      list.isEmpty ? "none" : Self.list(list.compactMap(Self.observation), of: list.count)
    default: nil
    }
  }

  private static func list(_ parts: [String], of count: Int) -> String? {
    parts.count == count ? parts.joined(separator: " | ") : nil
  }
}

extension Problem {
  static func noForm(_ campaign: String, _ site: String) -> Problem {
    Problem(
      .notFound,
      "Campaign \"\(campaign)\" asks nothing at site \"\(site)\" yet: its tasks there have to be checked first."
    )
  }

  /// What to say of a submission that was not taken.
  init(_ refusal: SubmissionRefusal) {
    let status: HTTPResponse.Status =
      switch refusal.code {
      case .unknownCampaign, .unknownSite: .notFound
      case .closed: .conflict
      case .unusable, .keyReused: .unprocessableContent
      }
    self.init(
      status, "Nothing was submitted: \(refusal.reason)".asSentence,
      errors: refusal.faults.map { FieldError($0.field, $0.reason) })
  }
}
