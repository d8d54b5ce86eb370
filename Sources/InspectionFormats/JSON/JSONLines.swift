import Foundation

/// The lines of a file of JSON lines, without blank ones.
struct JSONLines {
  struct Line {
    var start: Int
    /// Without the line end.
    var end: Int
    /// Where the next line begins.
    var next: Int
    var number: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private var offset: Int
  private var number: Int
  private let end: Int

  init(_ file: InputFile, offset: Int = 0, line: Int = 1, end: Int? = nil) {
    bytes = file.bytes
    self.offset = offset
    number = line
    self.end = end ?? file.bytes.count
  }

  mutating func next() -> Line? {
    while offset < end, let base = bytes.baseAddress {
      let found = memchr(base + offset, Int32(Byte.lf), end - offset)
      let stop = found.map { UnsafeRawPointer($0) - base } ?? end
      let line = Line(start: offset, end: stop, next: min(stop + 1, end), number: number)
      offset = line.next
      number += 1
      if bytes[line.start..<line.end].contains(where: { !Byte.isBlank($0) }) { return line }
    }
    return nil
  }
}
