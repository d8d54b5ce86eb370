import Foundation

/// A development broker of a test's own.
struct Broker: Sendable {
  let address: String
  let process: ChildProcess

  static func start(in folder: URL) async throws -> Broker {
    let program = try Places.broker()
    // Another process can take the port between the choice and the broker's start.
    var lastTail = ""
    for attempt in 1...3 {
      let port = try LoopbackPort.free()
      let process = try await ChildProcess(
        program,
        ["start", "--only", "kafka", "--kafka-port", "\(port)", "--data-dir", folder.path + "/broker"],
        name: "broker-\(attempt)", folder: folder)
      let isUp = try await eventually("the broker accepts connections or ends") { () -> Bool? in
        if process.poll() != nil { return false }
        return LoopbackPort.accepts(port) ? true : nil
      }
      if isUp { return Broker(address: "127.0.0.1:\(port)", process: process) }
      lastTail = process.tail()
    }
    throw Trouble("the broker does not start\n\(lastTail)")
  }
}
