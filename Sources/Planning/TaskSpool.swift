import Foundation
package import Inspection

/// The tasks of a launch in a temporary file, in seq order: all inputs are checked before the first task is sent,
/// and read only once.
///
/// A record is the lane (one byte), the length (four bytes, little-endian) and the task.
package final class TaskSpool {
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 20

  /// Creates an unnamed file, which the system removes when the program ends, however it ends.
  ///
  /// - Throws: when the temporary folder cannot be written to.
  package init() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("tasks-\(UUID()).spool")
    try Data().write(to: path, options: .withoutOverwriting)
    file = try FileHandle(forUpdating: path)
    try FileManager.default.removeItem(at: path)
  }

  package func append(_ bytes: [UInt8], lane: Lane) throws {
    buffer.append(lane.rawValue)
    withUnsafeBytes(of: UInt32(clamping: bytes.count).littleEndian) { buffer.append(contentsOf: $0) }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try writeBuffer() }
  }

  /// Ends writing and reads from the beginning.
  package func makeReader() throws -> Reader {
    try writeBuffer()
    try file.seek(toOffset: 0)
    return Reader(file: file)
  }

  private func writeBuffer() throws {
    try file.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Reads the tasks front to back.
  package struct Reader {
    private let file: FileHandle
    private var chunk = Data()
    private var position = 0

    fileprivate init(file: FileHandle) {
      self.file = file
    }

    /// The next task, encoded; nil after the last.
    package mutating func next() throws -> (lane: Lane, bytes: [UInt8])? {
      guard let header = try take(5) else { return nil }
      let length = header.dropFirst().reversed().reduce(0) { $0 << 8 | Int($1) }
      guard let lane = header.first.flatMap(Lane.init(rawValue:)), let bytes = try take(length) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      return (lane, bytes)
    }

    private mutating func take(_ count: Int) throws -> [UInt8]? {
      while chunk.count - position < count {
        guard let more = try file.read(upToCount: TaskSpool.bufferSize), !more.isEmpty else { return nil }
        chunk = chunk.suffix(from: chunk.startIndex + position) + more
        position = 0
      }
      let start = chunk.startIndex + position
      position += count
      return [UInt8](chunk[start..<start + count])
    }
  }
}
