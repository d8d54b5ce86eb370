import Foundation
import Observability

/// A file that log lines are written into and read back from.
final class LogFile: Sendable {
  let output: LogOutput
  private let handle: FileHandle
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "hazardfleet-log-\(UUID().uuidString)")
    try Data().write(to: url)
    handle = try FileHandle(forWritingTo: url)
    output = LogOutput(fileDescriptor: handle.fileDescriptor)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func text() throws -> String {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }
}
