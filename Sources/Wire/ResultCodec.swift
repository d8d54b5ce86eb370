import Foundation
package import Inspection

/// Results as they travel on the results topic (`proto/hazardfleet/v1/result.proto`).
package enum ResultCodec {
  package static func encode(_ result: TaskResult) throws(WireError) -> [UInt8] {
    var message = WireResult()
    message.version = WireVersion.current
    message.campaign = result.campaign
    message.seq = result.seq
    message.generation = result.generation
    message.outcome = WireTaskOutcome(result.outcome)
    message.site = WireSiteRef(result.site)
    message.inspection = WireInspection(result.inspection)
    message.items = result.items.map(WireItemRange.init)
    message.exceptionItems = result.exceptions.map { UInt32(clamping: $0.item) }
    message.exceptionOutcomes = Data(result.exceptions.map(\.outcome.rawValue))
    message.findings = result.findings.map(WireFinding.init)
    message.worker = result.worker
    message.end = true
    return try message.wireBytes()
  }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> TaskResult {
    let message = try WireResult(wire: bytes)
    try WireVersion.require(message.version)
    guard !message.campaign.isEmpty else { throw WireError(.invalid, "a result without a campaign") }
    guard message.end else { throw WireError(.malformed, "a result that was cut off") }
    try WireText.require(message.campaign)
    let outcome = try message.outcome.domain()
    let items = try message.items.domain()
    guard outcome != .checked || !items.isEmpty else {
      throw WireError(.invalid, "a checked task without checks")
    }
    guard outcome == .checked || (items.isEmpty && message.findings.isEmpty && message.exceptionItems.isEmpty)
    else { throw WireError(.invalid, "checks of a task that is \(outcome.name)") }
    let exceptions = try exceptions(of: message)
    var findings: [Finding] = []
    findings.reserveCapacity(message.findings.count)
    for finding in message.findings { findings.append(try finding.domain()) }
    try requireNamedOnce(exceptions.map(\.item) + findings.map(\.item), within: items)
    return TaskResult(
      campaign: message.campaign, seq: message.seq, generation: message.generation,
      outcome: outcome, site: try SiteReference(message.site),
      inspection: try Inspection(message.inspection), items: items, exceptions: exceptions,
      findings: findings, worker: message.worker)
  }

  private static func exceptions(of message: WireResult) throws(WireError) -> [TaskResult.Exception] {
    guard message.exceptionItems.count == message.exceptionOutcomes.count else {
      throw WireError(.invalid, "exceptions without an outcome each")
    }
    var exceptions: [TaskResult.Exception] = []
    exceptions.reserveCapacity(message.exceptionItems.count)
    for (item, byte) in zip(message.exceptionItems, message.exceptionOutcomes) {
      guard let outcome = CheckOutcome(rawValue: byte), outcome != .pass, outcome != .fail else {
        throw WireError(.invalid, "check outcome \(byte)")
      }
      exceptions.append(TaskResult.Exception(item: Int(item), outcome: outcome))
    }
    return exceptions
  }

  /// The ledger subtracts these from the checks of a task: each must be one of them, and named once.
  private static func requireNamedOnce(_ named: [Int], within items: [Range<Int>]) throws(WireError) {
    var last = -1
    var ranges = items[...]
    for item in named.sorted() {
      while let range = ranges.first, item >= range.upperBound { ranges.removeFirst() }
      guard item > last, let range = ranges.first, range.contains(item) else {
        throw WireError(.invalid, "item \(item) is not of this task, or named twice")
      }
      last = item
    }
  }
}

extension WireFinding {
  fileprivate init(_ finding: Finding) {
    self.init()
    item = UInt32(clamping: finding.item)
    level = WireHazardLevel(finding.level)
    grade = WireRiskGrade(finding.grade)
    reason = finding.reason
    if let acceptedAt = finding.acceptedAt { self.acceptedAt = acceptedAt.milliseconds }
    evidence = finding.evidence
  }

  fileprivate func domain() throws(WireError) -> Finding {
    Finding(
      item: Int(item), level: try level.domain(), grade: try grade.domain(), reason: reason,
      acceptedAt: hasAcceptedAt ? try Timestamp(wire: acceptedAt) : nil, evidence: evidence)
  }
}

extension WireTaskOutcome {
  fileprivate init(_ outcome: TaskOutcome) {
    self =
      switch outcome {
      case .checked: .checked
      case .dead: .dead
      case .cancelled: .cancelled
      }
  }

  fileprivate func domain() throws(WireError) -> TaskOutcome {
    switch self {
    case .checked: return .checked
    case .dead: return .dead
    case .cancelled: return .cancelled
    case .unspecified, .UNRECOGNIZED: throw WireError(.invalid, "task outcome \(rawValue)")
    }
  }
}
