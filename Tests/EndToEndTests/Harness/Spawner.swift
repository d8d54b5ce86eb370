import Foundation
import Synchronization

/// Starts child processes, all from one thread that lives as long as the tests.
///
/// Children are told to die with their parent, so that none is left behind when the tests crash. Linux takes the
/// thread that started a child for its parent, and threads of the concurrency pool come and go.
final class Spawner: Sendable {
  struct Request: Sendable {
    var program: String
    var arguments: [String]
    var output: String
    var errors: String
  }

  static let shared = Spawner()

  private let waiting = Mutex<[@Sendable () -> Void]>([])
  private let arrived = DispatchSemaphore(value: 0)

  private init() {
    Thread.detachNewThread { [self] in
      while true {
        arrived.wait()
        let work = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        work?()
      }
    }
  }

  func spawn(_ request: Request) async throws -> pid_t {
    try await withCheckedThrowingContinuation { continuation in
      waiting.withLock { queue in
        queue.append { continuation.resume(with: Result { try Self.start(request) }) }
      }
      arrived.signal()
    }
  }

  private static let deathWatch = "/usr/bin/setpriv"

  private static func start(_ request: Request) throws -> pid_t {
    var words = [request.program] + request.arguments
    if FileManager.default.isExecutableFile(atPath: deathWatch) {
      words = [deathWatch, "--pdeathsig", "KILL"] + words
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    let creating = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, request.output, creating, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, request.errors, creating, 0o600)
    // A group of its own, so that a signal reaches what the child itself starts.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    let arguments = words.map { strdup($0) } + [nil]
    let environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, words[0], &actions, &attributes, arguments, environment)
    guard code == 0 else {
      throw Trouble("\(words[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    return pid
  }
}
