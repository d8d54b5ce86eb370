package import Inspection
package import Ledger
package import Rectification

/// Brings commands, and what time it is, into a ledger: each as a slice of the ledger's log, in a transaction of its
/// own.
package struct CommandLog: CampaignDesk, IntakeDesk, RectificationDesk, SubmissionDesk {
  private let store: any LedgerStore

  package init(_ store: any LedgerStore) {
    self.store = store
  }

  package func carryOut(
    _ command: RectificationCommand, now: Timestamp
  ) async throws -> RectificationReport {
    let change = try await append(CommandRecord(command), entry: .command(command), now: now)
    guard let report = change.reports.last else {
      throw LedgerError(.damagedLog, "the ledger did not say what became of a command")
    }
    return report
  }

  package func accept(
    _ acceptance: CampaignAcceptance, now: Timestamp
  ) async throws -> CampaignAcceptanceReport {
    let change = try await append(CommandRecord(acceptance), entry: .acceptance(acceptance), now: now)
    guard let report = change.acceptances.last else {
      throw LedgerError(.damagedLog, "the ledger did not say what became of an acceptance")
    }
    return report
  }

  package func file(_ report: HazardReport, now: Timestamp) async throws -> ReportReceipt {
    let change = try await append(CommandRecord(report), entry: .report(report), now: now)
    guard let receipt = change.receipts.last else {
      throw LedgerError(.damagedLog, "the ledger did not say what became of a report")
    }
    return receipt
  }

  package func note(_ command: AccidentCommand, now: Timestamp) async throws -> AccidentReceipt {
    let change = try await append(CommandRecord(command), entry: .accident(command), now: now)
    guard let receipt = change.accidents.last else {
      throw LedgerError(.damagedLog, "the ledger did not say what became of a command about an accident")
    }
    return receipt
  }

  package func arrange(_ command: TeamCommand, now: Timestamp) async throws -> TeamReceipt {
    let change = try await append(CommandRecord(command), entry: .team(command), now: now)
    guard let receipt = change.teams.last else {
      throw LedgerError(.damagedLog, "the ledger did not say what became of a command about a team")
    }
    return receipt
  }

  package func submit(
    _ submission: InspectionSubmission, now: Timestamp
  ) async throws -> SubmissionReceipt {
    let change = try await append(CommandRecord(submission), entry: .submission(submission), now: now)
    guard let receipt = change.submissions.last else {
      throw LedgerError(.damagedLog, "the ledger did not say what became of a submission")
    }
    return receipt
  }

  /// Does what the passing of time brings about.
  package func letPass(until now: Timestamp) async throws -> LedgerChange {
    try await append(CommandRecord(clock: now), entry: .clock(now), now: now)
  }

  private func append(
    _ record: CommandRecord, entry: LedgerEntry, now: Timestamp
  ) async throws -> LedgerChange {
    let value = try record.encoded()
    while true {
      let offset = try store.position(of: .commands)
      var raw = RawRecords()
      value.withUnsafeBytes { raw.append(offset: offset, key: nil, value: $0) }
      do {
        return try await store.apply(
          [
            LedgerSlice(
              stream: .commands, expectedOffset: offset, nextOffset: offset + 1,
              records: [LedgerRecord(offset: offset, entry: entry)], raw: raw)
          ], at: now)
      } catch let error as LedgerError where error.code == .staleOffset {
        // Another command came in between; this one is the next.
        try Task.checkCancellation()
      }
    }
  }
}
