import Foundation
import Synchronization

/// A broker and the programs that a test runs on it, with a folder of their own.
final class Fleet: Sendable {
  struct Output: Sendable {
    var exit: ChildProcess.Exit
    var standardOutput: String
    var standardError: String
  }

  let folder: URL
  /// Where the ledger is, as --database takes it.
  let database: String
  /// The broker's host and port.
  let address: String
  private let broker: Broker?
  private let children = Mutex<[ChildProcess]>([])
  /// The programs that others were started beside, so that the fleet is as large as its store is meant for.
  private let joined = Mutex<Set<String>>([])
  private let counter = Atomic<Int>(0)

  private init(folder: URL, database: String, address: String, broker: Broker?) {
    self.folder = folder
    self.database = database
    self.address = address
    self.broker = broker
  }

  /// Runs a test on a fresh broker with the fleet's topics. Whatever happens, nothing of it is running afterwards.
  ///
  /// - Parameter configuration: of all programs; nil for none. The test may write more of it into `fleet.yaml`.
  static func run<Value>(
    configuration: String? = nil, _ body: (Fleet) async throws -> Value
  ) async throws -> Value {
    try await inFolder { folder, database in
      if let configuration {
        try Data(configuration.utf8).write(to: folder.appending(path: configurationName))
      }
      let broker = try await Broker.start(in: folder)
      let fleet = Fleet(folder: folder, database: database, address: broker.address, broker: broker)
      return try await fleet.use { fleet in
        try await fleet.succeed("hazard-producer", ["topics"] + fleet.connection)
        return try await body(fleet)
      }
    }
  }

  static let configurationName = "fleet.yaml"

  /// Runs a test of programs whose broker is not there.
  static func runWithoutBroker<Value>(_ body: (Fleet) async throws -> Value) async throws -> Value {
    try await inFolder { folder, database in
      let address = "127.0.0.1:\(try LoopbackPort.free())"
      return try await Fleet(folder: folder, database: database, address: address, broker: nil).use(body)
    }
  }

  /// - Parameter body: is given the folder, and where a ledger may be.
  private static func inFolder<Value>(_ body: (URL, String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hazardfleet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      if !Places.keepsFolders { try? FileManager.default.removeItem(at: folder) }
    }
    return try await TestStore.withLedger(in: folder) { try await body(folder, $0) }
  }

  private func use<Value>(_ body: (Fleet) async throws -> Value) async throws -> Value {
    defer { killAll() }
    do {
      return try await body(self)
    } catch {
      throw Trouble("\(error)\n\(tails)")
    }
  }

  /// What the programs need to reach the broker.
  ///
  /// The short session lets the others take over from a killed one in seconds. The development broker waits for
  /// a member that died without leaving as long as it may take to poll, once another one joins meanwhile.
  var connection: [String] {
    let configuration = file(Self.configurationName).path
    let isConfigured = FileManager.default.fileExists(atPath: configuration)
    return (isConfigured ? ["--config", configuration] : []) + [
      "--bootstrap", address, "--kafka", "session.timeout.ms=6000", "--kafka", "max.poll.interval.ms=8000",
    ]
  }

  /// Whether a program of its kind is started for the first time, on a store that several are meant for.
  func isFirstOfSeveral(_ program: String) throws -> Bool {
    guard try TestStore.current() == .postgresql else { return false }
    return joined.withLock { $0.insert(program).inserted }
  }

  func file(_ name: String) -> URL { folder.appending(path: name) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: file(name))
    return file(name).path
  }

  // MARK: - Programs

  /// Starts a program that runs until it is stopped.
  ///
  /// - Parameter variables: what is added to its environment, as NAME=VALUE.
  func start(
    _ program: String, _ arguments: [String], name: String, with variables: [String] = []
  ) async throws -> ChildProcess {
    let child = try await ChildProcess(
      "/usr/bin/env", variables + [Places.program(program)] + arguments, name: unique(name), folder: folder)
    children.withLock { $0.append(child) }
    return child
  }

  /// Runs a program of the fleet to its end.
  func run(
    _ program: String, _ arguments: [String], within deadline: Duration = .seconds(120)
  ) async throws -> Output {
    try await finish(try await start(program, arguments, name: program), within: deadline)
  }

  /// Runs a program of the fleet to its end with something added to its environment, as NAME=VALUE.
  func run(with variables: [String], _ program: String, _ arguments: [String]) async throws -> Output {
    try await finish(
      try await start(program, arguments, name: program, with: variables), within: .seconds(120))
  }

  /// Runs a program of the fleet that has to succeed.
  @discardableResult
  func succeed(_ program: String, _ arguments: [String]) async throws -> String {
    let output = try await run(program, arguments)
    guard output.exit == .code(0) else {
      throw Trouble("\(program) \(arguments.joined(separator: " ")): \(output.exit)\n\(output.standardError)")
    }
    return output.standardOutput
  }

  /// Runs a Python script that has to succeed.
  @discardableResult
  func python(_ script: URL, _ arguments: [String]) async throws -> String {
    let child = try await startPython(script, arguments)
    let output = try await finish(child, within: .seconds(300))
    guard output.exit == .code(0) else { throw Trouble("\(script.path): \(output.standardError)") }
    return output.standardOutput
  }

  /// Starts a Python script that runs beside the test.
  func startPython(_ script: URL, _ arguments: [String]) async throws -> ChildProcess {
    let child = try await ChildProcess(
      "/usr/bin/env", ["python3", script.path] + arguments, name: unique(script.lastPathComponent),
      folder: folder)
    children.withLock { $0.append(child) }
    return child
  }

  private func finish(_ child: ChildProcess, within deadline: Duration) async throws -> Output {
    let exit = try await child.waitForExit(within: deadline)
    return Output(exit: exit, standardOutput: child.standardOutput, standardError: child.standardError)
  }

  private func unique(_ name: String) -> String {
    "\(counter.add(1, ordering: .relaxed).newValue)-\(name)"
  }

  private func killAll() {
    for child in children.withLock({ $0 }) { child.kill() }
    broker?.process.kill()
  }

  private var tails: String {
    let last = children.withLock { $0.suffix(6) } + [broker?.process].compactMap(\.self)
    return last.map { $0.tail() }.joined(separator: "\n")
  }
}
