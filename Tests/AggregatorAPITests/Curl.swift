import Foundation

/// Another program that asks, with its answer in a file as it comes: headers, an empty line, the body.
struct Curl {
  struct Trouble: Error, CustomStringConvertible {
    var description: String
  }

  private let process = Process()
  private let file: URL

  init(_ url: String, headers: [String: String] = [:], options: [String] = [], in folder: URL) throws {
    file = folder.appendingPathComponent(UUID().uuidString)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments =
      ["-s", "-N", "-i", "--max-time", "240", "-o", file.path] + options
      + headers.flatMap { ["-H", "\($0): \($1)"] } + [url]
    try process.run()
  }

  var text: String {
    String(decoding: FileManager.default.contents(atPath: file.path) ?? Data(), as: UTF8.self)
  }

  /// Waits until something is there, or the answer has ended.
  ///
  /// - Throws: `Trouble` after some minutes.
  func wait(until isThere: (String) -> Bool) async throws {
    for _ in 0..<4_000 {
      let isRunning = process.isRunning
      if isThere(text) || !isRunning { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Trouble(description: "it did not come: \(text)")
  }

  func stop() {
    // Programs that tests start ignore SIGTERM where the tests' process does.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }
}
