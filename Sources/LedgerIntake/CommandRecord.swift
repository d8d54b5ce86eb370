import Foundation
package import Inspection
package import Ledger
package import Rectification

/// What people command and the clock says, as the log keeps it: JSON, so that an auditor can read it.
package struct CommandRecord: Sendable, Hashable, Codable {
  private struct Target: Sendable, Hashable, Codable {
    var id: String
    var version: Int?

    var target: RectificationCommand.Target? {
      HazardID(id).map { RectificationCommand.Target($0, version: version) }
    }
  }

  private struct Call: Sendable, Hashable, Codable {
    var department: String
    var due: Int64
  }

  /// Of this form.
  private var version = 1
  /// It is that late. The rest is absent then.
  private var clock: Int64?
  private var action: String?
  private var hazards: [Target]?
  private var at: Int64?
  private var person: String?
  private var role: String?
  private var reason: String?
  private var evidence: [String]?
  private var owner: String?
  private var department: String?
  private var until: Int64?
  private var of: String?
  private var fixedBy: String?
  private var observation: String?
  private var observedBy: String?
  private var due: Int64?
  private var departments: [Call]?
  private var key: String?
  /// Of the acceptance of a campaign, which has no action and no hazards.
  private var campaign: String?
  private var zero: String?
  private var minimumCoverage: Int?
  /// Stands alone.
  private var report: ReportRecord?

  private var accident: AccidentEntry?
  private var team: TeamRecord?
  private var submission: SubmissionRecord?

  package init(_ submission: InspectionSubmission) {
    self.submission = SubmissionRecord(submission)
  }

  package init(_ command: TeamCommand) {
    team = TeamRecord(command)
  }

  package init(_ command: AccidentCommand) {
    accident = AccidentEntry(command)
  }

  package init(_ report: HazardReport) {
    self.report = ReportRecord(report)
  }

  package init(_ acceptance: CampaignAcceptance) {
    campaign = acceptance.campaign
    at = acceptance.at.milliseconds
    person = acceptance.person
    role = acceptance.role.isEmpty ? nil : acceptance.role
    reason = acceptance.reason.isEmpty ? nil : acceptance.reason
    zero = acceptance.gate.zero.rawValue
    minimumCoverage = acceptance.gate.minimumCoverage
  }

  package init(clock: Timestamp) {
    self.clock = clock.milliseconds
  }

  package init(_ command: RectificationCommand) {
    func given(_ text: String) -> String? { text.isEmpty ? nil : text }
    action = command.action.name
    hazards = command.targets.map { Target(id: $0.hazard.description, version: $0.version) }
    at = command.at.milliseconds
    person = command.person
    role = given(command.role)
    reason = given(command.reason)
    evidence = command.evidence.isEmpty ? nil : command.evidence
    owner = given(command.details.owner)
    department = given(command.details.department)
    until = command.details.until?.milliseconds
    of = command.details.original?.description
    fixedBy = given(command.details.fixedBy)
    observation = given(command.details.observation)
    observedBy = given(command.details.observedBy)
    due = command.details.due?.milliseconds
    departments =
      command.details.calls.isEmpty
      ? nil : command.details.calls.map { Call(department: $0.department, due: $0.due.milliseconds) }
    key = given(command.key)
  }

  package func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  static func entry(_ bytes: UnsafeRawBufferPointer) -> LedgerEntry {
    do {
      return try JSONDecoder().decode(CommandRecord.self, from: Data(bytes)).entry
    } catch {
      return .rejected(reason: "a command that cannot be read: \(error)")
    }
  }

  private var entry: LedgerEntry {
    guard version == 1 else { return .rejected(reason: "a command of the unknown form \(version)") }
    if let clock { return .clock(Timestamp(milliseconds: clock)) }
    if let report { return report.entry }
    if let accident { return accident.entry }
    if let team { return team.entry }
    if let submission { return submission.entry }
    if let campaign {
      guard let at, let person, let zero = zero.flatMap(CampaignGate.Zero.init(rawValue:)),
        let minimumCoverage
      else { return .rejected(reason: "an acceptance without a time, a person or what the gate asks for") }
      return .acceptance(
        CampaignAcceptance(
          campaign: campaign, at: Timestamp(milliseconds: at), person: person, role: role ?? "",
          reason: reason ?? "", gate: CampaignGate(zero: zero, minimumCoverage: minimumCoverage)))
    }
    guard let action = action.flatMap(RectificationAction.init(name:)), let at, let person,
      let targets = hazards?.compactMap(\.target), targets.count == hazards?.count
    else { return .rejected(reason: "a command without an action, hazards, a time or a person") }
    return .command(
      RectificationCommand(
        action, targets, at: Timestamp(milliseconds: at), person: person, role: role ?? "",
        reason: reason ?? "", evidence: evidence ?? [], details: details, key: key ?? ""))
  }

  private var details: RectificationDetails {
    RectificationDetails(
      owner: owner ?? "", department: department ?? "", until: until.map(Timestamp.init(milliseconds:)),
      original: of.flatMap(HazardID.init), fixedBy: fixedBy ?? "", observation: observation ?? "",
      observedBy: observedBy ?? "", due: due.map(Timestamp.init(milliseconds:)),
      calls: (departments ?? []).map {
        DepartmentCall(department: $0.department, due: Timestamp(milliseconds: $0.due))
      })
  }
}
