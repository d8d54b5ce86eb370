package import Inspection

/// Where people bring what the ledger takes in beside the results of campaigns.
package protocol IntakeDesk: Sendable {
  /// - Parameter now: when the report arrived.
  func file(_ report: HazardReport, now: Timestamp) async throws -> ReportReceipt
  /// - Parameter now: when the command arrived.
  func note(_ command: AccidentCommand, now: Timestamp) async throws -> AccidentReceipt
  /// - Parameter now: when the command arrived.
  func arrange(_ command: TeamCommand, now: Timestamp) async throws -> TeamReceipt
}

/// What is asked about accidents.
package protocol AccidentBook: Sendable {
  /// The latest first; nil for an unknown region.
  func accidents(_ query: AccidentQuery) async throws -> [AccidentRecord]?
}

/// What is asked about reports.
package protocol ReportBook: Sendable {
  /// What can be reported, by code; all of them.
  func reportServices() async throws -> [ReportService]
  /// The latest first.
  func reports(_ query: ReportQuery) async throws -> [FiledReport]
  /// Open hazards of the same category at the same site, or within so many metres of it; the nearest first.
  ///
  /// - Returns: nil for an unknown hazard.
  func hazards(near id: HazardID, within distance: Double) async throws -> [NearHazard]?
  /// The same, of a report's place and category; nil for an unknown report.
  func hazards(nearReport id: String, within distance: Double) async throws -> [NearHazard]?
}
