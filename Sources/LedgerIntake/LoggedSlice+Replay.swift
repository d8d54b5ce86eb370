package import Ledger

extension LoggedSlice {
  /// The slice as it was applied, decoded anew.
  ///
  /// - Throws: `LedgerError` with code `damagedLog`.
  package func replayed() throws(LedgerError) -> LedgerSlice {
    guard let role = RecordRole(topic: stream.topic) else {
      throw LedgerError(
        .damagedLog, "topic \(stream.topic) holds none of the ledger's records", stream: stream)
    }
    var records: [LedgerRecord] = []
    records.reserveCapacity(raw.count)
    var cursor = raw.makeCursor()
    while let record = try cursor.next() {
      records.append(LedgerRecord(offset: record.offset, entry: raw.entry(of: record, role)))
    }
    return LedgerSlice(
      stream: stream, expectedOffset: expectedOffset, nextOffset: nextOffset, records: records, raw: raw)
  }
}

extension RawRecords {
  fileprivate func entry(of record: RawRecord, _ role: RecordRole) -> LedgerEntry {
    bytes.withUnsafeBytes { all in
      EntryDecoder.entry(
        role, key: record.key.map { UnsafeRawBufferPointer(rebasing: all[$0]) },
        value: record.value.map { UnsafeRawBufferPointer(rebasing: all[$0]) })
    }
  }
}
