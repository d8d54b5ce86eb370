package import Hummingbird
package import Ledger

extension Router<BasicRequestContext> {
  /// Adds the pages, from `/` on.
  ///
  /// - Parameters:
  ///   - reports: answers what managers ask.
  ///   - desk: takes people's commands.
  package func addDashboardRoutes(
    _ store: any LedgerStore, _ reports: any LedgerReports, _ desk: any RectificationDesk
  ) {
    let dashboard = Dashboard(store: store, reports: reports, desk: desk)
    for asset in Asset.all { get(RouterPath(asset.path)) { _, _ in asset.response } }
    addPage("/") { try await dashboard.overview($0) }
    addPage("/hazards") { try await dashboard.hazards($0) }
    addPage("/hazards/bulk") { try await dashboard.bulkForm($0) }
    addPage("/hazards/done") { try await dashboard.bulkReport($0) }
    addPage("/hazards/{id}") { try await dashboard.hazard($0) }
    addForm("/hazards/bulk") { try await dashboard.carryOutBulk($0, $1) }
    addForm("/hazards/{id}") { try await dashboard.carryOut($0, $1) }
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
}
