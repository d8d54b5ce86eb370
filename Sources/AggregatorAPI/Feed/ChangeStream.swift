import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// Something that happened to a hazard, and how it stands.
struct ChangeAnswer: Encodable {
  /// The same whenever this is told.
  var id: String
  var type: String
  var event: TimelineAnswer
  var hazard: HazardAnswer

  init(_ change: HazardChange) {
    id = change.id
    type = change.type
    event = TimelineAnswer(change.happening)
    hazard = HazardAnswer(change.hazard)
  }
}

/// How far a campaign is, whenever that changes.
actor CampaignEvents: EventSource {
  private let ledger: ScopedLedger
  private let campaign: String
  private var shown: CampaignStatus?

  init(_ ledger: ScopedLedger, campaign: String) {
    self.ledger = ledger
    self.campaign = campaign
  }

  func next() async throws -> [ServerEvent]? {
    if shown?.phase.isFinal == true { return nil }
    guard let status = try await ledger.campaign(campaign)?.status else { return nil }
    guard status != shown else { return [] }
    shown = status
    return [try ServerEvent("progress", CampaignAnswer(status))]
  }
}

/// What happens to the hazards that somebody may see.
actor ChangeEvents: EventSource {
  private static let most = 100

  private let feed: any HazardFeed
  private let ledger: ScopedLedger
  private var position: FeedPosition

  init(_ feed: any HazardFeed, _ ledger: ScopedLedger, after position: FeedPosition) {
    self.feed = feed
    self.ledger = ledger
    self.position = position
  }

  func next() async throws -> [ServerEvent]? {
    let found = try await feed.changes(after: position, limit: Self.most)
    position = found.end
    var visible: [HazardChange] = []
    for change in found.changes where try await ledger.isInSight(.hazard(change.hazard.id)) {
      visible.append(change)
    }
    return try visible.enumerated().map { index, change in
      // Whoever breaks off within these is told of all of them again: each has an id of its own beside.
      let id = index == visible.count - 1 ? OpaqueCursor.text(found.end) : nil
      return try ServerEvent(change.type, id: id, ChangeAnswer(change))
    }
  }
}

extension Router<FleetContext> {
  /// What happens, as it happens.
  ///
  /// - Parameter feed: nil where there is none.
  func addStreamRoutes(_ door: LedgerDoor, _ feed: (any HazardFeed)?) {
    get("/v1/campaigns/{id}/stream") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      let id = try context.pathParameter("id")
      guard try await ledgerRead({ try await ledger.campaign(id) }) != nil else {
        throw try await unknownCampaign(id, ledger)
      }
      return EventStream.response(CampaignEvents(ledger, campaign: id))
    }
    guard let feed else { return }
    get("/v1/stream") { request, context in
      let ledger = try door.ledger(for: context)
      try QueryReader(request, known: []).finish()
      return EventStream.response(ChangeEvents(feed, ledger, after: try await Self.start(request, feed)))
    }
  }

  /// Behind the last event that the client saw (`Last-Event-ID`), or behind everything so far.
  private static func start(_ request: Request, _ feed: any HazardFeed) async throws -> FeedPosition {
    guard let name = HTTPField.Name("Last-Event-ID"), let last = request.headers[name], !last.isEmpty else {
      return try await feed.feedEnd()
    }
    guard let position = OpaqueCursor.feed(last) else {
      throw Problem(.badRequest, "The header Last-Event-ID is not the id of an event of this stream.")
    }
    return position
  }
}
