import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import Rectification
import StatusServer

extension Router<FleetContext> {
  /// `POST /v1/hazards/ID/ACTION` for one hazard, `POST /v1/commands/ACTION` for several at once.
  func addCommandRoutes(_ door: LedgerDoor) {
    for action in RectificationAction.commands {
      post("/v1/hazards/{id}/\(action.name)") { request, context in
        let id = try context.hazardID()
        let body = try await CommandBody(request, isBulk: false)
        let report = try await door.desk(for: context).carryOut(
          body.command(action, on: [.init(id)]), now: body.arrival)
        guard report.isCarriedOut else { throw Problem(report) }
        var response = Response.json(CommandAnswer(action, report))
        if let version = report.lines.first?.version { response.headers[.eTag] = "\"\(version)\"" }
        return response
      }
      post("/v1/commands/\(action.name)") { request, context in
        let body = try await CommandBody(request, isBulk: true)
        let report = try await door.desk(for: context).carryOut(
          body.command(action, on: body.targets), now: body.arrival)
        guard report.isCarriedOut else { throw Problem(report) }
        return Response.json(CommandAnswer(action, report))
      }
    }
  }
}
