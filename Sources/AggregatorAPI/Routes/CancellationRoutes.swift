import Foundation
import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  func addCancellationRoutes(_ door: LedgerDoor) {
    post("/v1/campaigns/{id}/cancel") { request, context in
      let ledger = try door.ledger(for: context)
      let id = try context.pathParameter("id")
      let cancellation = try await CancellationBody(request).cancellation(of: id, at: .now)
      switch try await door.desk(for: context).cancel(cancellation) {
      case .told:
        guard let detail = try await ledgerRead({ try await ledger.campaign(id) }) else {
          throw try await unknownCampaign(id, ledger)
        }
        return Response.json(CampaignDetailAnswer(detail))
      case .unknownCampaign: throw try await unknownCampaign(id, ledger)
      case .incomplete(let what):
        throw Problem(.unprocessableContent, "Nothing was changed: \(what)".asSentence)
      case .cancelledBefore(let before):
        throw Problem(
          .conflict,
          "Campaign \(id) was cancelled by \(before.person) on \(before.cancelledAt.iso8601) already.")
      case .complete:
        throw Problem(.conflict, "Campaign \(id) is complete: every task of it has ended.")
      case .notSealed:
        throw Problem(
          .conflict,
          "Tasks of campaign \(id) are still being sent, and what is not sent can only be ended where that is known: "
            + "hazard-producer cancel \(id) --reason TEXT does it.")
      case .notTold(let why):
        throw Problem(
          .serviceUnavailable,
          "It is not sure that the workers were told that campaign \(id) is cancelled: \(why). Ask again; that does no harm."
        )
      }
    }
  }
}

/// The body of a cancellation.
private struct CancellationBody {
  private struct Fields: Decodable {
    var person: String?
    var reason: String?
  }

  private let fields: Fields

  init(_ request: Request) async throws {
    fields = try await SmallBody.read(
      Fields.self, of: request, example: #"{"person": "Li", "reason": "wrong checklist"}"#)
  }

  func cancellation(of campaign: String, at now: Timestamp) -> CampaignCancellation {
    CampaignCancellation(
      campaign: campaign, cancelledAt: now, person: fields.person ?? "", reason: fields.reason ?? "")
  }
}
