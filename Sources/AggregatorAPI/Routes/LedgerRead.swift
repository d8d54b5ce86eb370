import Hummingbird
import Ledger
import StatusServer

/// Asks the ledger; a question that it cannot answer is the client's mistake, anything else is ours.
func ledgerRead<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch let error as LedgerError where error.code == .badQuery {
    throw Problem(.badRequest, error.reason)
  }
}
