import Hummingbird
import Inspection
import Ledger
import StatusServer

extension Router<FleetContext> {
  /// What waits to be told to subscribers, and another try of what could not be.
  func addNotificationRoutes(_ outbox: any NotificationOutbox) {
    get("/v1/notifications") { request, _ in
      var reader = QueryReader(request, known: ["state", "subscription", "limit", "cursor"])
      let state = reader.value("state", expectation: "is waiting or dead") { text -> Bool? in
        ["dead": true, "waiting": false][text]
      }
      let query = NotificationQuery(
        isDead: state, subscription: reader.text("subscription"),
        limit: reader.integer("limit", in: 1...NotificationQuery.maximumLimit) ?? 50,
        after: reader.cursor(OpaqueCursor.notification))
      try reader.finish()
      return Response.json(NotificationAnswer(try await ledgerRead { try await outbox.notifications(query) }))
    }
    post("/v1/notifications/redeliver") { request, _ in
      try QueryReader(request, known: []).finish()
      return Response.json(RedeliveryAnswer(redelivered: try await outbox.redeliver(nil, at: .now)))
    }
    post("/v1/notifications/{id}/redeliver") { request, context in
      try QueryReader(request, known: []).finish()
      let text = try context.pathParameter("id")
      guard let id = Int64(text), try await outbox.redeliver(id, at: .now) == 1 else {
        throw Problem(
          .notFound, "There is no dead notification \"\(text)\"; /v1/notifications?state=dead lists them.")
      }
      return Response.json(RedeliveryAnswer(redelivered: 1))
    }
  }
}
