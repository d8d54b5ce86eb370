import Foundation
import Synchronization
import TestSupport
import Testing

/// Something that reads outside bytes, and what it is given to begin with.
struct FuzzTarget: Sendable, CustomTestStringConvertible {
  var name: String
  var samples: [[UInt8]]
  /// What a mutation may put in besides bytes: pieces that mean something to the parser.
  var pieces: [String] = []
  /// How many iterations the short run makes.
  var shortIterations: UInt64 = 150
  /// Reads the bytes; they may be refused, but nothing else may happen. An invariant that does not hold is an issue.
  var read: @Sendable ([UInt8]) throws -> Void

  var testDescription: String { name }
}

/// How long to fuzz, from which seed, and what to repeat; see `make fuzz`.
enum FuzzSettings {
  private static let environment = ProcessInfo.processInfo.environment

  static let seed = environment["HAZARDFLEET_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
  /// Nil for the short run that every test run makes.
  static let minutes = environment["HAZARDFLEET_FUZZ_MINUTES"].flatMap { Double($0) }
  /// `TARGET:ITERATION`: that one iteration alone.
  static let only = environment["HAZARDFLEET_FUZZ_ONLY"].map { text in
    let parts = text.split(separator: ":")
    return (target: parts.first.map(String.init) ?? "", iteration: parts.last.flatMap { UInt64($0) } ?? 0)
  }
  /// An iteration that takes longer hangs.
  static let patience = Duration.seconds(30)
}

/// Runs targets in a loop. Each iteration depends on the seed, the target's name and its number alone, and is written
/// down before it is run, so that one that crashes or hangs can be repeated.
struct Fuzzer {
  let target: FuzzTarget
  private let journal: FuzzJournal

  init(_ target: FuzzTarget) {
    self.target = target
    journal = FuzzJournal(target: target.name)
  }

  func run() throws {
    defer { journal.close() }
    if let only = FuzzSettings.only {
      guard only.target == target.name else { return }
      print(
        "fuzz: \(target.name):\(only.iteration): \(String(decoding: input(only.iteration), as: UTF8.self))")
      try iterate(only.iteration)
      return
    }
    journal.announce()
    let clock = ContinuousClock()
    let share = FuzzSettings.minutes.map { Duration.seconds($0 * 60 / Double(FuzzTargets.all.count)) }
    let end = share.map { clock.now + $0 }
    var iteration: UInt64 = 0
    var slowest = (iteration: UInt64(0), time: Duration.zero)
    while end.map({ clock.now < $0 }) ?? (iteration < target.shortIterations) {
      let time = try clock.measure { try iterate(iteration) }
      if time > slowest.time { slowest = (iteration, time) }
      iteration += 1
    }
    if end != nil {
      print(
        "fuzz: \(target.name): \(iteration) iterations, seed \(FuzzSettings.seed); slowest \(slowest.iteration) with "
          + "\(slowest.time)")
    }
  }

  private func iterate(_ iteration: UInt64) throws {
    journal.begin(iteration)
    let bytes = input(iteration)
    do {
      try target.read(bytes)
    } catch {
      Issue.record(
        """
        \(error)
        again: HAZARDFLEET_FUZZ_SEED=\(FuzzSettings.seed) HAZARDFLEET_FUZZ_ONLY=\(target.name):\(iteration)
        input: \(String(decoding: bytes.prefix(2_000), as: UTF8.self))
        """)
    }
  }

  private func input(_ iteration: UInt64) -> [UInt8] {
    // FNV-1a over the name: the standard library's hashes differ from run to run.
    let name = target.name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    var mutation = Mutation(
      seed: FuzzSettings.seed &* 0x9E37_79B9_7F4A_7C15 ^ name &+ iteration, pieces: target.pieces)
    return mutation.change(target.samples)
  }
}

/// Writes down which iteration runs, and ends the process when it does not end. What is written outlives a process that
/// crashes, and only that.
private final class FuzzJournal: Sendable {
  private let path: String
  private let descriptor: Int32
  private let target: String
  private let current = Mutex<(iteration: UInt64, since: ContinuousClock.Instant)?>(nil)

  init(target: String) {
    self.target = target
    path = FileManager.default.temporaryDirectory.appendingPathComponent("hazardfleet-fuzz-\(target)").path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    let journal = self
    Thread.detachNewThread { [weak journal] in
      while let journal, journal.isSound() { Thread.sleep(forTimeInterval: 1) }
    }
  }

  deinit { Foundation.close(descriptor) }

  /// On standard error, which is not held back until a crash loses it.
  func announce() {
    let words = "fuzz: \(target): a crash leaves its iteration in \(path)\n"
    FileHandle.standardError.write(Data(words.utf8))
  }

  func begin(_ iteration: UInt64) {
    current.withLock { $0 = (iteration, .now) }
    let line = Array(
      "HAZARDFLEET_FUZZ_SEED=\(FuzzSettings.seed) HAZARDFLEET_FUZZ_ONLY=\(target):\(iteration)\n".utf8)
    _ = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// All iterations came to an end.
  func close() {
    current.withLock { $0 = nil }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Ends the process when an iteration hangs, since nothing else can end it.
  private func isSound() -> Bool {
    let hanging = current.withLock { current in
      current.flatMap { $0.since.duration(to: .now) > FuzzSettings.patience ? $0.iteration : nil }
    }
    if let hanging {
      print(
        "fuzz: hangs; again: HAZARDFLEET_FUZZ_SEED=\(FuzzSettings.seed) HAZARDFLEET_FUZZ_ONLY=\(target):\(hanging)"
      )
      abort()
    }
    return current.withLock { $0 != nil }
  }
}
