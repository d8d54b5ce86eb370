import Inspection

/// Reads observations in JSON lines, one inspection a line.
struct JSONRunParser: RunParser {
  private let source: ObservationSource
  private let values: ValueReader
  private let itemNames: [String]
  private var items: ItemLookup
  private var moments: MomentReader

  private static let keys = [
    "site", "observed_at", "inspector", "inspection", "values", "evidence", "accepted",
  ]

  init(_ source: ObservationSource, values: ValueReader, itemNames: [String]) {
    self.source = source
    self.values = values
    self.itemNames = itemNames
    items = ItemLookup(itemNames)
    moments = MomentReader(zone: source.zone)
  }

  mutating func parse(
    _ run: ObservationIndex.Run, into site: inout SiteObservations, log: inout IssueLog
  ) {
    let end = run.offset + Int(run.length)
    var lines = JSONLines(source.file, offset: run.offset, line: Int(run.line), end: end)
    while let line = lines.next() {
      let scanner = JSONScanner(source.file.bytes, offset: line.start, end: line.end)
      do throws(JSONFault) {
        try parse(scanner, line: line.number, source: run.source, into: &site, log: &log)
      } catch {
        log.report(
          source.file.location(line: line.number),
          "column \(error.offset - line.start + 1): \(error.message)")
      }
    }
  }

  /// The parts of a line, whose order is free.
  private struct Parts {
    var inspection: JSONScanner.Token?
    var observedAt: JSONScanner.Token?
    var inspector: JSONScanner.Token?
    var hasValues = false
    /// The scanners stand before the values; these are read last, since they belong to items.
    var evidence: JSONScanner?
    var accepted: JSONScanner?
  }

  /// Where what is being read belongs.
  private struct Context {
    var group: Int
    var line: Int
    var source: Int32
    /// The line's first entry.
    var first: Int
  }

  private mutating func parse(
    _ scanner: JSONScanner, line: Int, source: Int32, into site: inout SiteObservations,
    log: inout IssueLog
  ) throws(JSONFault) {
    let location = self.source.file.location(line: line)
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    var scanner = scanner
    var context = Context(group: -1, line: line, source: source, first: site.entries.count)
    var parts: Parts
    do throws(JSONFault) {
      parts = try readParts(&scanner, context, into: &site, log: &log)
    } catch {
      // The entries so far belong to no inspection.
      site.removeEntries(from: context.first)
      throw error
    }
    if !parts.hasValues {
      log.report(location, field: "values", "are missing; write {} for an inspection without any")
    }
    context.group = withName(parts.inspection, scanner, field: "inspection", location, &log) {
      site.group($0 ?? none, line: line, source: source)
    }
    site.assign(from: context.first, to: context.group)
    let observedAt = moment(parts.observedAt, scanner, field: "observed_at", location, &log)
    withName(parts.inspector, scanner, field: "inspector", location, &log) {
      site.addRow(to: context.group, observedAt: observedAt, inspector: $0 ?? none)
    }
    if var evidence = parts.evidence { try parseEvidence(&evidence, context, into: &site, log: &log) }
    if var accepted = parts.accepted { try parseAccepted(&accepted, context, into: &site, log: &log) }
  }

  private mutating func readParts(
    _ scanner: inout JSONScanner, _ context: Context, into site: inout SiteObservations,
    log: inout IssueLog
  ) throws(JSONFault) -> Parts {
    var parts = Parts()
    var seen: Set<String> = []
    var isFirst = true
    try scanner.beginObject()
    while let token = try scanner.nextKey(isFirst: &isFirst) {
      let key = scanner.text(of: token)
      if !seen.insert(key).inserted { log.report(location(context), field: key, "is given twice") }
      switch key {
      case "site": _ = try scanner.scalar()
      case "inspection": parts.inspection = try text(&scanner)
      case "observed_at": parts.observedAt = try text(&scanner)
      case "inspector": parts.inspector = try text(&scanner)
      case "values":
        parts.hasValues = true
        try parseValues(&scanner, context, into: &site, log: &log)
      case "evidence":
        parts.evidence = scanner
        try scanner.skipValue()
      case "accepted":
        parts.accepted = scanner
        try scanner.skipValue()
      default:
        log.report(location(context), field: key, "unknown key\(log.hint(for: key, among: Self.keys))")
        try scanner.skipValue()
      }
    }
    try scanner.expectEnd()
    return parts
  }

  private func text(_ scanner: inout JSONScanner) throws(JSONFault) -> JSONScanner.Token? {
    switch try scanner.scalar() {
    case .string(let token), .bare(let token): token
    case .null: nil
    }
  }

  @discardableResult
  private func withName<R>(
    _ token: JSONScanner.Token?, _ scanner: JSONScanner, field: String,
    _ location: ValidationIssue.Location, _ log: inout IssueLog,
    _ body: (UnsafeRawBufferPointer?) -> R
  ) -> R {
    guard let token else { return body(nil) }
    return scanner.withBytes(of: token) { bytes in
      let name = bytes.trimmed
      if let fault = ObservationRules.fault(inName: name) { log.report(location, field: field, fault) }
      return body(name)
    }
  }

  private mutating func moment(
    _ token: JSONScanner.Token?, _ scanner: JSONScanner, field: String,
    _ location: ValidationIssue.Location, _ log: inout IssueLog
  ) -> DateText.LocalMoment? {
    guard let token else { return nil }
    return scanner.withBytes(of: token) { bytes in
      let bytes = bytes.trimmed
      if bytes.isEmpty { return nil }
      let moment = moments.read(bytes)
      if moment == nil { log.report(location, field: field, ObservationRules.noTime(bytes)) }
      return moment
    }
  }
}

extension JSONRunParser {
  private mutating func parseValues(
    _ scanner: inout JSONScanner, _ context: Context, into site: inout SiteObservations,
    log: inout IssueLog
  ) throws(JSONFault) {
    items.restart()
    var isFirst = true
    try scanner.beginObject()
    while let key = try scanner.nextKey(isFirst: &isFirst) {
      let value = try scanner.scalar()
      guard let item = item(key, scanner, context, log: &log) else { continue }
      var entry = SiteObservations.Entry(
        item: Int32(item), group: -1, line: UInt32(clamping: context.line), source: context.source)
      do throws(ObservationSyntax.Failure) {
        entry.value = try read(value, scanner, item: item)
      } catch {
        log.report(location(context), field: itemNames[item], error.description)
      }
      site.addUnassigned(entry)
    }
  }

  @inline(__always)
  private func read(
    _ value: JSONScanner.Scalar, _ scanner: JSONScanner, item: Int
  ) throws(ObservationSyntax.Failure) -> ObservationValue? {
    switch value {
    case .null: return nil
    case .bare(let token): return try values.read(scanner.bytes(of: token), item: item)
    case .string(let token):
      if !token.isEscaped { return try values.read(scanner.bytes(of: token).trimmed, item: item) }
      let text = Array(scanner.text(of: token).utf8)
      let result = text.withUnsafeBytes { bytes in
        Result { () throws(ObservationSyntax.Failure) in try values.read(bytes.trimmed, item: item) }
      }
      return try result.get()
    }
  }

  private mutating func parseEvidence(
    _ scanner: inout JSONScanner, _ context: Context, into site: inout SiteObservations,
    log: inout IssueLog
  ) throws(JSONFault) {
    var isFirst = true
    var hint = context.first
    try scanner.beginObject()
    while let key = try scanner.nextKey(isFirst: &isFirst) {
      var references: [LocatedText] = []
      var isFirstReference = true
      try scanner.beginArray()
      while try scanner.nextElement(isFirst: &isFirstReference) {
        guard case .string(let token) = try scanner.scalar() else {
          log.report(location(context), field: "evidence", "a reference must be a text")
          continue
        }
        references.append(LocatedText(scanner.text(of: token), at: location(context), field: "evidence"))
      }
      guard let item = item(key, scanner, context, log: &log) else { continue }
      let position = entry(of: item, context, hint: &hint, in: &site)
      site.extend(position, evidence: ObservationRules.evidence(references, log: &log))
    }
  }

  private mutating func parseAccepted(
    _ scanner: inout JSONScanner, _ context: Context, into site: inout SiteObservations,
    log: inout IssueLog
  ) throws(JSONFault) {
    var isFirst = true
    var hint = context.first
    try scanner.beginObject()
    while let key = try scanner.nextKey(isFirst: &isFirst) {
      let token = try text(&scanner)
      guard let item = item(key, scanner, context, log: &log),
        let accepted = moment(token, scanner, field: "accepted", location(context), &log)
      else { continue }
      let position = entry(of: item, context, hint: &hint, in: &site)
      site.extend(position, acceptedAt: accepted.moment)
    }
  }

  @inline(__always)
  private mutating func item(
    _ key: JSONScanner.Token, _ scanner: JSONScanner, _ context: Context, log: inout IssueLog
  ) -> Int? {
    if let index = scanner.withBytes(of: key, { items.index(of: $0) }) { return index }
    let name = scanner.text(of: key)
    log.report(
      location(context), field: name, "is not in the checklist\(log.hint(for: name, among: itemNames))")
    return nil
  }

  /// The line's entry for an item, which mostly comes after the one asked for before.
  private func entry(
    of item: Int, _ context: Context, hint: inout Int, in site: inout SiteObservations
  ) -> Int {
    let range = context.first..<site.entries.count
    for index in (hint..<range.upperBound) where site.entries[index].item == Int32(item) {
      hint = index
      return index
    }
    for index in (range.lowerBound..<hint) where site.entries[index].item == Int32(item) {
      hint = index
      return index
    }
    site.add(
      SiteObservations.Entry(
        item: Int32(item), group: Int32(context.group), line: UInt32(clamping: context.line),
        source: context.source))
    hint = site.entries.count - 1
    return hint
  }

  private func location(_ context: Context) -> ValidationIssue.Location {
    source.file.location(line: context.line)
  }
}
