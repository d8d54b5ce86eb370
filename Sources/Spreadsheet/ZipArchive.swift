import Compression

/// The directory of a ZIP archive in memory (PKWARE APPNOTE 6.3.10, without ZIP64 and encryption).
package struct ZipArchive {
  /// Of the archive, in bytes.
  package static let maximumLength = 64 << 20
  /// Of one entry when it is unpacked, in bytes: a small archive can hold gigabytes of zeros.
  package static let maximumEntryLength = 32 << 20
  package static let maximumEntries = 10_000

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  private struct Entry {
    var isEncrypted: Bool
    var method: Int
    var crc: UInt32
    var packed: Int
    var unpacked: Int
    var header: Int
  }

  package init(_ bytes: [UInt8]) throws(SpreadsheetFault) {
    guard bytes.count <= Self.maximumLength else {
      throw SpreadsheetFault("is larger than \(Self.maximumLength >> 20) MB")
    }
    self.bytes = bytes
    try readDirectory()
  }

  package var names: [String] { entries.keys.sorted() }

  private mutating func readDirectory() throws(SpreadsheetFault) {
    let end = try findEnd()
    let (count, offset) = (word(end + 10), long(end + 16))
    guard count <= Self.maximumEntries else {
      throw SpreadsheetFault("has more than \(Self.maximumEntries) files in it, or is a ZIP64 archive")
    }
    var at = offset
    for _ in 0..<count {
      guard at + 46 <= end, long(at) == 0x0201_4B50 else { throw Self.damaged }
      let (name, extra, comment) = (word(at + 28), word(at + 30), word(at + 32))
      guard at + 46 + name + extra + comment <= end else { throw Self.damaged }
      let text = String(decoding: bytes[at + 46..<at + 46 + name], as: UTF8.self)
      entries[text] = Entry(
        isEncrypted: word(at + 8) & 1 == 1, method: word(at + 10), crc: UInt32(long(at + 16)),
        packed: long(at + 20), unpacked: long(at + 24), header: long(at + 42))
      at += 46 + name + extra + comment
    }
  }

  /// The record that ends an archive; a comment of up to 64 KiB may follow it.
  private func findEnd() throws(SpreadsheetFault) -> Int {
    var at = bytes.count - 22
    while at >= max(0, bytes.count - 22 - 0xFFFF) {
      if long(at) == 0x0605_4B50 { return at }
      at -= 1
    }
    throw SpreadsheetFault("is no workbook: it is not a ZIP archive, or its end is missing")
  }

  /// The content of an entry, its checksum compared.
  ///
  /// - Returns: nil when there is no such entry.
  package func content(of name: String) throws(SpreadsheetFault) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if entry.isEncrypted {
      throw SpreadsheetFault(part: name, "is encrypted; save the workbook without a password")
    }
    guard entry.unpacked <= Self.maximumEntryLength else {
      throw SpreadsheetFault(
        part: name, "is larger than \(Self.maximumEntryLength >> 20) MB when it is unpacked")
    }
    let content = try unpack(packedBytes(of: entry), entry, name)
    guard content.count == entry.unpacked, Inflater.crc(of: content) == entry.crc else {
      throw SpreadsheetFault(part: name, "is damaged: its length or checksum is not what the archive says")
    }
    return content
  }

  private func packedBytes(of entry: Entry) throws(SpreadsheetFault) -> ArraySlice<UInt8> {
    guard entry.header + 30 <= bytes.count, long(entry.header) == 0x0403_4B50 else { throw Self.damaged }
    let start = entry.header + 30 + word(entry.header + 26) + word(entry.header + 28)
    guard start + entry.packed <= bytes.count else { throw Self.damaged }
    return bytes[start..<start + entry.packed]
  }

  private func unpack(
    _ packed: ArraySlice<UInt8>, _ entry: Entry, _ name: String
  ) throws(SpreadsheetFault) -> [UInt8] {
    switch entry.method {
    case 0: return Array(packed)
    case 8:
      guard let content = Inflater.inflate(packed, length: entry.unpacked) else {
        throw SpreadsheetFault(part: name, "is damaged: it cannot be unpacked")
      }
      return content
    default: throw SpreadsheetFault(part: name, "is packed by a method that is not known (\(entry.method))")
    }
  }

  private static let damaged = SpreadsheetFault("is no workbook: the ZIP archive's directory is damaged")

  /// Little endian, 0 outside of the archive.
  private func word(_ at: Int) -> Int {
    at >= 0 && at + 2 <= bytes.count ? Int(bytes[at]) | Int(bytes[at + 1]) << 8 : 0
  }

  private func long(_ at: Int) -> Int { word(at) | word(at + 2) << 16 }
}
