import Inspection

// The numbers of fields are those of `proto/hazardfleet/v1`.

extension TaskResult {
  /// Reads a result as the fleet writes it; nil for anything odd, which the generated code has to look at.
  init?(scanning bytes: UnsafeRawBufferPointer) {
    // Filled in its place: a copy of a result costs as much as reading a part of it.
    self.init(
      campaign: "", seq: 0, generation: 0, outcome: .checked, site: .unknown, inspection: .unknown, items: [],
      worker: "")
    var scanner = WireScanner(bytes)
    var (version, outcome, isWhole) = (UInt32(0), UInt64(0), false)
    var (sites, inspections) = (0, 0)
    var exceptionItems: [UInt32] = []
    var reasons: [(exception: UInt32, text: String)] = []
    var exceptionOutcomes = UnsafeRawBufferPointer(start: nil, count: 0)
    while let field = scanner.next() {
      switch field {
      case 1: version = scanner.uint32()
      case 2: campaign = scanner.name()
      case 3: seq = scanner.uint64()
      case 4: generation = scanner.uint32()
      case 5: outcome = scanner.uint64()
      case 6:
        site = scanner.site()
        sites += 1
      case 7:
        inspection = scanner.inspection()
        inspections += 1
      case 8: scanner.appendRange(to: &items)
      case 9: scanner.append(to: &exceptionItems)
      case 10: exceptionOutcomes = scanner.field()
      case 11: findings.append(scanner.finding())
      case 12: worker = scanner.text()
      case 13: reasons.append(scanner.exceptionReason())
      case 15: isWhole = scanner.bool()
      default: return nil
      }
    }
    // Tasks that died or were cancelled are few: the generated code looks at them.
    guard !scanner.isOdd, isWhole, sites == 1, inspections == 1, WireVersion.isKnown(version),
      outcome == UInt64(WireTaskOutcome.checked.rawValue), !campaign.isEmpty, !site.id.isEmpty,
      !items.isEmpty,
      setExceptions(exceptionItems, exceptionOutcomes), setReasons(reasons),
      namesItsOwnItemsOnce
    else { return nil }
  }

  private mutating func setExceptions(_ items: [UInt32], _ outcomes: UnsafeRawBufferPointer) -> Bool {
    guard items.count == outcomes.count else { return false }
    exceptions.reserveCapacity(items.count)
    for (item, byte) in zip(items, outcomes) {
      guard let outcome = CheckOutcome(rawValue: byte), outcome != .pass, outcome != .fail else {
        return false
      }
      exceptions.append(Exception(item: Int(item), outcome: outcome))
    }
    return true
  }

  private mutating func setReasons(_ reasons: [(exception: UInt32, text: String)]) -> Bool {
    for reason in reasons {
      guard reason.exception < exceptions.count else { return false }
      exceptions[Int(reason.exception)].reason = reason.text
    }
    return true
  }

  /// Whether exceptions and findings ascend, and are of different items of the task.
  private var namesItsOwnItemsOnce: Bool {
    var (last, exception, finding, range) = (-1, 0, 0, 0)
    while exception < exceptions.count || finding < findings.count {
      let first = exception < exceptions.count ? exceptions[exception].item : Int.max
      let second = finding < findings.count ? findings[finding].item : Int.max
      let item = min(first, second)
      guard item > last else { return false }
      while range < items.count, item >= items[range].upperBound { range += 1 }
      guard range < items.count, items[range].contains(item) else { return false }
      last = item
      if first < second { exception += 1 } else { finding += 1 }
    }
    return true
  }
}

extension WireScanner {
  fileprivate mutating func exceptionReason() -> (exception: UInt32, text: String) {
    var message = message()
    var reason = (exception: UInt32(0), text: "")
    while let field = message.next() {
      switch field {
      case 1: reason.exception = message.uint32()
      case 2: reason.text = message.text()
      default: message.giveUp()
      }
    }
    if message.isOdd { giveUp() }
    return reason
  }

  fileprivate mutating func finding() -> Finding {
    var message = message()
    var (item, level, grade) = (UInt32(0), UInt64(0), UInt64(0))
    var finding = Finding(item: 0, level: .general, grade: .blue, reason: "")
    while let field = message.next() {
      switch field {
      case 1: item = message.uint32()
      case 2: level = message.uint64()
      case 3: grade = message.uint64()
      case 4: finding.reason = message.text()
      case 5:
        finding.acceptedAt = Timestamp(milliseconds: message.sint64())
        if finding.acceptedAt?.isPlausible != true { message.giveUp() }
      case 6: finding.evidence.append(message.text())
      default: message.giveUp()
      }
    }
    guard !message.isOdd,
      let knownLevel = try? WireHazardLevel(rawValue: Int(clamping: level))?.domain(),
      let knownGrade = try? WireRiskGrade(rawValue: Int(clamping: grade))?.domain()
    else {
      giveUp()
      return finding
    }
    finding.item = Int(item)
    finding.level = knownLevel
    finding.grade = knownGrade
    return finding
  }
}
