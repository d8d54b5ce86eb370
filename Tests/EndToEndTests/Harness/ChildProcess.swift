import Foundation
import Synchronization

/// A program that runs beside the tests, with its output in files.
final class ChildProcess: Sendable {
  enum Exit: Sendable, Hashable {
    case code(Int32)
    case signal(Int32)
  }

  let name: String
  private let output: URL
  private let errors: URL
  private let pid: pid_t
  /// Set once the process was reaped; its number may belong to another one from then on.
  private let exit = Mutex<Exit?>(nil)

  /// - Parameter folder: where its output goes.
  init(_ program: String, _ arguments: [String], name: String, folder: URL) async throws {
    self.name = name
    output = folder.appending(path: "\(name).out")
    errors = folder.appending(path: "\(name).err")
    pid = try await Spawner.shared.spawn(
      .init(
        program: program, arguments: arguments, output: output.path, errors: errors.path))
  }

  deinit { kill() }

  var standardOutput: String { Self.text(of: output) }
  var standardError: String { Self.text(of: errors) }

  /// Nil while it runs.
  func poll() -> Exit? {
    exit.withLock { exit in
      if exit == nil { exit = reap(WNOHANG) }
      return exit
    }
  }

  func terminate() { send(SIGTERM) }

  /// Ends it at once, with everything it started, and waits until it is gone.
  func kill() {
    exit.withLock { exit in
      guard exit == nil else { return }
      Self.signalGroup(pid, SIGKILL)
      exit = reap(0)
    }
  }

  func waitForExit(within deadline: Duration = .seconds(60)) async throws -> Exit {
    try await eventually("\(name) ends", within: deadline) { poll() }
  }

  /// The last lines of what it said, for the report of a failure.
  func tail(_ count: Int = 15) -> String {
    let lines = (standardOutput + standardError).split(separator: "\n").suffix(count)
    return (["---- \(name): \(poll().map { "\($0)" } ?? "running")"] + lines).joined(separator: "\n")
  }

  private func send(_ signal: Int32) {
    exit.withLock { exit in
      if exit == nil { Self.signalGroup(pid, signal) }
    }
  }

  private static func signalGroup(_ pid: pid_t, _ signal: Int32) {
    #if canImport(Darwin)
      _ = Darwin.kill(-pid, signal)
    #else
      _ = Glibc.kill(-pid, signal)
    #endif
  }

  private func reap(_ options: Int32) -> Exit? {
    var status: Int32 = 0
    var result: pid_t
    repeat { result = waitpid(pid, &status, options) } while result == -1 && errno == EINTR
    guard result == pid else { return result == 0 ? nil : .code(-1) }
    // The C macros that take the status apart do not come over.
    return status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }

  private static func text(of file: URL) -> String {
    (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
