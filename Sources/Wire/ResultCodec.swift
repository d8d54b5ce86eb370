import Foundation
package import Inspection

/// Results as they travel on the results topic (`proto/hazardfleet/v1/result.proto`).
package enum ResultCodec {
  package static func encode(_ result: TaskResult) -> [UInt8] {
    var bytes: [UInt8] = []
    append(result, to: &bytes)
    return bytes
  }

  package static func append(_ result: TaskResult, to bytes: inout [UInt8]) {
    bytes.append(wire: result)
  }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> TaskResult {
    if let result = TaskResult(scanning: bytes) { return result }
    return try decodeClosely(bytes)
  }

  /// By the generated code: for what the scanner does not know, and to say what is wrong.
  static func decodeClosely(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> TaskResult {
    try WireResult(wire: bytes).domain()
  }
}

extension WireResult {
  init(_ result: TaskResult) {
    self.init()
    version = WireVersion.current
    campaign = result.campaign
    seq = result.seq
    generation = result.generation
    outcome = WireTaskOutcome(result.outcome)
    if result.site != .unknown {
      site = WireSiteRef(result.site)
      inspection = WireInspection(result.inspection)
    }
    items = result.items.map(WireItemRange.init)
    exceptionItems = result.exceptions.map { UInt32(clamping: $0.item) }
    exceptionOutcomes = Data(result.exceptions.map(\.outcome.rawValue))
    exceptionReasons = result.exceptions.enumerated().filter { !$1.reason.isEmpty }.map { index, exception in
      var reason = WireExceptionReason()
      reason.exception = UInt32(clamping: index)
      reason.reason = exception.reason
      return reason
    }
    findings = result.findings.map(WireFinding.init)
    worker = result.worker
    end = true
  }

  func domain() throws(WireError) -> TaskResult {
    try WireVersion.require(version)
    guard !campaign.isEmpty else { throw WireError(.invalid, "a result without a campaign") }
    guard end else { throw WireError(.malformed, "a result that was cut off") }
    try WireText.require(campaign)
    let outcome = try outcome.domain()
    let items = try items.domain()
    guard outcome != .checked || (!items.isEmpty && !site.id.isEmpty) else {
      throw WireError(.invalid, "a checked task without checks or site")
    }
    guard outcome == .checked || (items.isEmpty && findings.isEmpty && exceptionItems.isEmpty)
    else { throw WireError(.invalid, "checks of a task that is \(outcome.name)") }
    let exceptions = try domainExceptions()
    var domainFindings: [Finding] = []
    domainFindings.reserveCapacity(findings.count)
    for finding in findings { domainFindings.append(try finding.domain()) }
    try Self.requireNamedOnce(exceptions.map(\.item) + domainFindings.map(\.item), within: items)
    return TaskResult(
      campaign: campaign, seq: seq, generation: generation, outcome: outcome,
      site: hasSite ? try SiteReference(site) : .unknown,
      inspection: hasSite ? try Inspection(inspection) : .unknown, items: items, exceptions: exceptions,
      findings: domainFindings, worker: worker)
  }

  private func domainExceptions() throws(WireError) -> [TaskResult.Exception] {
    guard exceptionItems.count == exceptionOutcomes.count else {
      throw WireError(.invalid, "exceptions without an outcome each")
    }
    var exceptions: [TaskResult.Exception] = []
    exceptions.reserveCapacity(exceptionItems.count)
    for (item, byte) in zip(exceptionItems, exceptionOutcomes) {
      guard let outcome = CheckOutcome(rawValue: byte), outcome != .pass, outcome != .fail else {
        throw WireError(.invalid, "check outcome \(byte)")
      }
      exceptions.append(TaskResult.Exception(item: Int(item), outcome: outcome))
    }
    for reason in exceptionReasons {
      guard reason.exception < exceptions.count else {
        throw WireError(.invalid, "a reason of exception \(reason.exception) of \(exceptions.count)")
      }
      exceptions[Int(reason.exception)].reason = reason.reason
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
  init(_ outcome: TaskOutcome) {
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
