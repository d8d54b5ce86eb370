import Inspection

/// Reads observations in CSV.
///
/// It is a class since a struct of it would be copied, reference by reference, for the closures that read the
/// fields of a row; that took two thirds of the time.
final class CSVRunParser: RunParser {
  private let source: ObservationSource
  private let layout: TableLayout<ObservationColumn>
  private let values: ValueReader
  private let itemNames: [String]
  private var items: ItemLookup
  private var observedAt: MomentReader
  private var acceptedAt: MomentReader

  init(
    _ source: ObservationSource, layout: TableLayout<ObservationColumn>, values: ValueReader,
    itemNames: [String]
  ) {
    self.source = source
    self.layout = layout
    self.values = values
    self.itemNames = itemNames
    items = ItemLookup(itemNames)
    observedAt = MomentReader(zone: source.zone)
    acceptedAt = MomentReader(zone: source.zone)
  }

  func parse(
    _ run: ObservationIndex.Run, into site: inout SiteObservations, log: inout IssueLog
  ) {
    var table = CSVTable(
      source.file, layout: layout, offset: run.offset, line: Int(run.line),
      end: run.offset + Int(run.length))
    items.restart()
    while table.next(log: &log) { parse(table, source: run.source, into: &site, log: &log) }
  }

  private func parse(
    _ table: borrowing CSVTable<ObservationColumn>, source: Int32, into site: inout SiteObservations,
    log: inout IssueLog
  ) {
    let line = table.row.line
    let group = table.withBytes(.inspection) { id in
      if let fault = ObservationRules.fault(inName: id) { log.report(table.issue(.inspection, fault)) }
      return site.group(id, line: line, source: source)
    }
    let moment = moment(table, .observedAt, reader: &observedAt, log: &log)
    table.withBytes(.inspector) { name in
      if let fault = ObservationRules.fault(inName: name) { log.report(table.issue(.inspector, fault)) }
      site.addRow(to: group, observedAt: moment, inspector: name)
    }
    guard let item = item(table, log: &log) else { return }
    var entry = SiteObservations.Entry(
      item: Int32(item), group: Int32(group), line: UInt32(clamping: line), source: source)
    entry.value = table.withBytes(.value) { bytes in
      do throws(ObservationSyntax.Failure) {
        return try values.read(bytes, item: item)
      } catch {
        log.report(table.issue(.value, "item \"\(itemNames[item])\": \(error.description)"))
        return nil
      }
    }
    if let accepted = self.moment(table, .acceptedAt, reader: &acceptedAt, log: &log) {
      entry.acceptedAt = accepted.moment.milliseconds
    }
    let references = ObservationRules.evidence(table.list(.evidence), log: &log)
    if !references.isEmpty { entry.evidence = site.add(evidence: references) }
    site.add(entry)
  }

  private func item(_ table: borrowing CSVTable<ObservationColumn>, log: inout IssueLog) -> Int? {
    let isBlank = table.withBytes(.item) { $0.isEmpty }
    if isBlank {
      if !source.countsBlankItems { log.report(table.issue(.item, "is missing")) }
      return nil
    }
    if let index = table.withBytes(.item, { items.index(of: $0) }) { return index }
    let name = table.text(.item)
    log.report(
      table.issue(
        .item, "item \"\(name)\" is not in the checklist\(log.hint(for: name, among: itemNames))"))
    return nil
  }

  private func moment(
    _ table: borrowing CSVTable<ObservationColumn>, _ column: ObservationColumn, reader: inout MomentReader,
    log: inout IssueLog
  ) -> DateText.LocalMoment? {
    table.withBytes(column) { bytes in
      if bytes.isEmpty { return nil }
      let moment = reader.read(bytes)
      if moment == nil { log.report(table.issue(column, ObservationRules.noTime(bytes))) }
      return moment
    }
  }
}

extension ObservationRules {
  static func future(_ time: Timestamp) -> String { "\(time.iso8601) is in the future" }

  static func noTime(_ bytes: UnsafeRawBufferPointer) -> String {
    "\"\(String(decoding: bytes, as: UTF8.self))\" is no time such as 2026-11-21T09:30:00+08:00"
  }
}
