import Foundation

/// A file that is only there when it is whole: until then its name ends in `.partial`.
struct OutputFile {
  let path: String
  private let handle: FileHandle
  private(set) var bytes = 0
  private var partial: String { path + ".partial" }

  /// - Throws: `Failure` when it cannot be made.
  init(path: String) throws {
    self.path = path
    let partial = path + ".partial"
    guard FileManager.default.createFile(atPath: partial, contents: nil),
      let handle = FileHandle(forWritingAtPath: partial)
    else { throw Failure(exitCode: 1, description: "cannot write \(partial)") }
    self.handle = handle
  }

  mutating func write(_ data: Data) throws {
    do {
      try handle.write(contentsOf: data)
      bytes += data.count
    } catch {
      throw Failure(exitCode: 1, description: "cannot write \(partial): \(error.localizedDescription)")
    }
  }

  /// Gives the file its name, in place of one that had it.
  func finish() throws {
    do {
      try handle.close()
      guard rename(partial, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw Failure(exitCode: 1, description: "cannot write \(path): \(error.localizedDescription)")
    }
  }

  func discard() {
    try? handle.close()
    try? FileManager.default.removeItem(atPath: partial)
  }
}
