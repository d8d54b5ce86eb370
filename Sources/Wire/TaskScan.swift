import Inspection

// The numbers of fields are those of `proto/hazardfleet/v1`.

extension InspectionTask {
  /// Reads a task as the fleet writes it; nil for anything odd, which the generated code has to look at.
  init?(scanning bytes: UnsafeRawBufferPointer) {
    // Filled in its place: a copy of a task costs as much as reading a part of it.
    self.init(
      campaign: "", seq: 0, generation: 0, site: SiteReference(id: "", type: "", region: ""),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 0), inspector: ""),
      items: [], observations: ObservationColumns())
    var scanner = WireScanner(bytes)
    var (version, isWhole) = (UInt32(0), false)
    var parts = 0
    while let field = scanner.next() {
      // A part that comes twice would have to be merged.
      if field == 5 || field == 6 { parts += 1 }
      if field == 16, !referenced.items.isEmpty { return nil }
      switch field {
      case 1: version = scanner.uint32()
      case 2: campaign = scanner.name()
      case 3: seq = scanner.uint64()
      case 4: generation = scanner.uint32()
      case 5: site = scanner.site()
      case 6: inspection = scanner.inspection()
      case 7: scanner.appendRange(to: &items)
      case 8: observations.codes = [UInt8](scanner.field())
      case 9: scanner.append(to: &observations.numbers)
      case 10: scanner.append(to: &observations.choices)
      case 11: scanner.append(to: &observations.dates)
      case 12: observations.texts.append(scanner.text())
      case 14: accepted.append(scanner.acceptance())
      case 16: referenced = scanner.referenced()
      case 100: isWhole = scanner.bool()
      default: return nil
      }
    }
    guard !scanner.isOdd, isWhole, parts == 2, WireVersion.isKnown(version), !campaign.isEmpty,
      !site.id.isEmpty,
      !items.isEmpty
    else { return nil }
  }
}

extension WireScanner {
  mutating func site() -> SiteReference {
    var message = message()
    var site = SiteReference(id: "", type: "", region: "")
    while let field = message.next() {
      switch field {
      case 1: site.id = message.name()
      case 2: site.type = message.name()
      case 3: site.region = message.name()
      case 4: site.address = message.name()
      default: message.giveUp()
      }
    }
    if message.isOdd { giveUp() }
    return site
  }

  mutating func inspection() -> Inspection {
    var message = message()
    var (observedAt, day, inspector) = (Int64(0), Int32(0), "")
    while let field = message.next() {
      switch field {
      case 1: observedAt = message.sint64()
      case 2: day = message.sint32()
      case 3: inspector = message.text()
      default: message.giveUp()
      }
    }
    let time = Timestamp(milliseconds: observedAt)
    if message.isOdd || !time.isPlausible { giveUp() }
    return Inspection(observedAt: time, day: CivilDate(days: day), inspector: inspector)
  }

  mutating func appendRange(to ranges: inout [Range<Int>]) {
    var message = message()
    var (first, count) = (UInt32(0), UInt32(0))
    while let field = message.next() {
      switch field {
      case 1: first = message.uint32()
      case 2: count = message.uint32()
      default: message.giveUp()
      }
    }
    guard !message.isOdd, count > 0, first < WireItemRange.limit, count < WireItemRange.limit,
      Int(first) >= ranges.last?.upperBound ?? 0
    else { return giveUp() }
    ranges.append(Int(first)..<Int(first) + Int(count))
  }

  fileprivate mutating func referenced() -> ReferencedObservations {
    var message = message()
    var items: [UInt32] = []
    var columns = ObservationColumns()
    while let field = message.next() {
      switch field {
      case 1: message.append(to: &items)
      case 2: columns.codes = [UInt8](message.field())
      case 3: message.append(to: &columns.numbers)
      case 4: message.append(to: &columns.choices)
      case 5: message.append(to: &columns.dates)
      case 6: columns.texts.append(message.text())
      default: message.giveUp()
      }
    }
    // Nothing asked would not have been written.
    if message.isOdd || items.isEmpty { giveUp() }
    return ReferencedObservations(items: items.map(Int.init), columns: columns)
  }

  fileprivate mutating func acceptance() -> RecordedAcceptance {
    var message = message()
    var (item, at) = (UInt32(0), Int64(0))
    while let field = message.next() {
      switch field {
      case 1: item = message.uint32()
      case 2: at = message.sint64()
      default: message.giveUp()
      }
    }
    let time = Timestamp(milliseconds: at)
    if message.isOdd || !time.isPlausible { giveUp() }
    return RecordedAcceptance(item: Int(item), at: time)
  }
}
