package import Hummingbird
package import Ledger
package import Observability

extension Router<BasicRequestContext> {
  /// Adds the pages, from `/` on.
  ///
  /// - Parameters:
  ///   - reports: answers what managers ask.
  ///   - desk: takes people's commands.
  ///   - health: of the program, for the page about the fleet.
  ///   - map: the regions' borders; nil for none.
  package func addDashboardRoutes(
    _ store: any LedgerStore, _ reports: any LedgerReports, _ desk: any RectificationDesk,
    health: HealthState,
    map: RegionMap? = nil
  ) {
    let dashboard = Dashboard(store: store, reports: reports, desk: desk, health: health, map: map)
    for asset in Asset.all { get(RouterPath(asset.path)) { _, _ in asset.response } }
    addPage("/") { try await dashboard.overview($0) }
    addPage("/hazards") { try await dashboard.hazards($0) }
    addPage("/hazards/bulk") { try await dashboard.bulkForm($0) }
    addPage("/hazards/done") { try await dashboard.bulkReport($0) }
    addPage("/hazards/{id}") { try await dashboard.hazard($0) }
    addForm("/hazards/bulk") { try await dashboard.carryOutBulk($0, $1) }
    addForm("/hazards/{id}") { try await dashboard.carryOut($0, $1) }
    addPage("/campaigns") { try await dashboard.campaigns($0) }
    addPage("/campaigns/{id}") { try await dashboard.campaign($0) }
    addPage("/campaigns/{id}/certificates") { try await dashboard.certificates($0) }
    addPage("/regions") { try await dashboard.region($0) }
    addPage("/regions/{id}") { try await dashboard.region($0) }
    addPage("/sites") { try await dashboard.sites($0) }
    addPage("/sites/{id}") { try await dashboard.site($0) }
    addPage("/watch") { try await dashboard.watch($0) }
    addPage("/fleet") { try await dashboard.fleet($0) }
  }

  private func addPage(
    _ path: RouterPath, _ answer: @escaping @Sendable (PageRequest) async throws -> PageAnswer
  ) {
    get(path) { request, context in
      let asked = PageRequest(request, context)
      if let language = asked.chosenLanguage {
        return PageAnswer.remembering(language, asked).response(asked)
      }
      return try await asked.guarded { try await answer(asked) }.response(asked)
    }
  }

  private func addForm(
    _ path: RouterPath, _ answer: @escaping @Sendable (PageRequest, FormFields) async throws -> PageAnswer
  ) {
    post(path) { request, context in
      let asked = PageRequest(request, context)
      guard let fields = try? await FormFields(body: request) else {
        return PageAnswer(asked.message(.badForm, .formTooLong), status: .contentTooLarge).response(asked)
      }
      guard asked.isFromOurPage(fields) else {
        return PageAnswer(asked.message(.badForm, .foreignForm), status: .forbidden).response(asked)
      }
      return try await asked.guarded { try await answer(asked, fields) }.response(asked)
    }
  }
}

/// What the pages are made from.
struct Dashboard: Sendable {
  var store: any LedgerStore
  var reports: any LedgerReports
  var desk: any RectificationDesk
  var health: HealthState
  var map: RegionMap?
}
