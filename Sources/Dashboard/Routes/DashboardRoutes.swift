package import Hummingbird
package import Ledger
package import Observability
package import StatusServer

/// What the pages of one request are made from: what its sender may see and do.
package struct Dashboard: Sendable {
  var ledger: ScopedLedger
  var desk: any CampaignDesk & CancellationDesk & RectificationDesk
  /// Nil where nothing is taken in.
  var inspections: (any SubmissionBook & SubmissionDesk)?
  /// Keeps a photo or document and says how it is named as evidence, or nil for what is neither; nil where none are kept.
  var keep: (@Sendable ([UInt8]) throws -> String?)?

  package init(
    ledger: ScopedLedger, desk: any CampaignDesk & CancellationDesk & RectificationDesk,
    inspections: (any SubmissionBook & SubmissionDesk)? = nil,
    keep: (@Sendable ([UInt8]) throws -> String?)? = nil
  ) {
    self.ledger = ledger
    self.desk = desk
    self.inspections = inspections
    self.keep = keep
  }
}

extension Router<FleetContext> {
  /// Adds the pages, from `/` on.
  ///
  /// - Parameters:
  ///   - health: of the program, for the page about the fleet.
  ///   - map: the regions' borders; nil for none.
  ///   - open: the ledger as the sender of a request may see it.
  package func addDashboardRoutes(
    health: HealthState, map: RegionMap? = nil, open: @escaping @Sendable (FleetContext) throws -> Dashboard
  ) {
    for asset in Asset.all { get(RouterPath(asset.path)) { _, _ in asset.response } }
    get("/login") { request, context in
      let asked = PageRequest(request, context)
      return PageAnswer(LoginPage(next: asked.query["next"]).page(asked.viewer)).response(asked)
    }
    addPage("/", open) { try await $0.overview($1) }
    addPage("/hazards", open) { try await $0.hazards($1) }
    addPage("/hazards/bulk", open) { try await $0.bulkForm($1) }
    addPage("/hazards/done", open) { try await $0.bulkReport($1) }
    addPage("/hazards/{id}", open) { try await $0.hazard($1) }
    addForm("/hazards/bulk", open) { try await $0.carryOutBulk($1, $2) }
    addForm("/hazards/{id}", open) { try await $0.carryOut($1, $2) }
    addPage("/campaigns", open) { try await $0.campaigns($1) }
    addPage("/campaigns/{id}", open) { try await $0.campaign($1) }
    addPage("/campaigns/{id}/accept", open) { try await $0.acceptanceForm($1) }
    addForm("/campaigns/{id}/accept", open) { try await $0.accept($1, $2) }
    addPage("/campaigns/{id}/cancel", open) { try await $0.cancellationForm($1) }
    addForm("/campaigns/{id}/cancel", open) { try await $0.cancel($1, $2) }
    addPage("/campaigns/{id}/certificates", open) { try await $0.certificates($1) }
    addPage("/campaigns/{id}/sites/{site}/form", open) { try await $0.inspectionForm($1) }
    addForm("/campaigns/{id}/sites/{site}/form", open) { try await $0.submit($1, $2) }
    addPage("/submissions/{id}", open) { try await $0.submission($1) }
    addPage("/regions", open) { try await $0.region($1, map) }
    addPage("/regions/{id}", open) { try await $0.region($1, map) }
    addPage("/sites", open) { try await $0.sites($1) }
    addPage("/sites/{id}", open) { try await $0.site($1) }
    addPage("/watch", open) { try await $0.watch($1) }
    addPage("/fleet", open) { try await $0.fleet($1, health) }
  }

  private func addPage(
    _ path: RouterPath, _ open: @escaping @Sendable (FleetContext) throws -> Dashboard,
    _ answer: @escaping @Sendable (Dashboard, PageRequest) async throws -> PageAnswer
  ) {
    get(path) { request, context in
      let asked = PageRequest(request, context)
      if let language = asked.chosenLanguage {
        return PageAnswer.remembering(language, asked).response(asked)
      }
      let dashboard = try open(context)
      let reader = asked.taking(files: dashboard.keep != nil)
      return try await reader.guarded { try await answer(dashboard, reader) }.response(reader)
    }
  }

  private func addForm(
    _ path: RouterPath, _ open: @escaping @Sendable (FleetContext) throws -> Dashboard,
    _ answer: @escaping @Sendable (Dashboard, PageRequest, FormFields) async throws -> PageAnswer
  ) {
    post(path) { request, context in
      let asked = PageRequest(request, context)
      guard let fields = try? await FormFields(body: request) else {
        return PageAnswer(asked.message(.badForm, .formTooLong), status: .contentTooLarge).response(asked)
      }
      let dashboard = try open(context)
      let reader = asked.taking(files: dashboard.keep != nil)
      return try await reader.guarded { try await answer(dashboard, reader, fields) }.response(reader)
    }
  }
}
