import ArgumentParser
import Evidence
import Fleet
import Foundation
import Probes
import StatusServer

/// A worker's own settings: the command line over the configuration file over the defaults.
struct WorkerSettings {
  var name: String
  /// Makes the worker a static member of its group (KIP-345); nil without a name that stays.
  var instanceID: String?
  var slots: Int
  var window: Int
  var probes: Int
  var parkAfter: Duration
  var plugins: [String: AllowedPlugin]
  var connectionsPerHost: Int
  /// A PEM file; nil for the system's.
  var trustRoots: String?
  /// Nil where references to evidence are taken at their word.
  var evidence: EvidenceStore?
  var status: ListenAddress?

  init(_ command: HazardWorker, _ file: ConfigurationFile) throws {
    name = command.name ?? "\(ProcessInfo.processInfo.hostName)-\(ProcessInfo.processInfo.processIdentifier)"
    instanceID = command.name
    slots = try Self.number(
      command.slots, file.worker["slots"], "slots", within: 1...1_024,
      default: ProcessInfo.processInfo.activeProcessorCount)
    window = try Self.number(
      command.window, file.worker["window"], "window", within: 1...1_000_000, default: 5_000)
    probes = try Self.number(
      command.probes, file.worker["probes"], "probes", within: 1...10_000, default: 64)
    parkAfter = .seconds(
      try Self.number(
        command.parkAfter, file.worker["parkAfter"], "parkAfter", within: 1...86_400, default: 5))
    connectionsPerHost = try Self.number(
      nil, file.worker["connectionsPerHost"], "connectionsPerHost", within: 1...10_000, default: 8)
    trustRoots = file.worker["trustRoots"]
    if let folder = file.worker["evidence"] {
      guard let store = EvidenceStore(folder: folder) else {
        throw ValidationError("the evidence folder \"\(folder)\" is no folder that can be read")
      }
      evidence = store
    }
    plugins = file.plugins.mapValues {
      AllowedPlugin(path: $0.path, timeout: $0.timeout, outputLimit: $0.outputLimit)
    }
    if let text = command.status ?? file.worker["status"] {
      guard let address = ListenAddress(text) else {
        throw ValidationError("the status address \"\(text)\" is not host:port")
      }
      status = address
    }
  }

  private static func number(
    _ option: Int?, _ configured: String?, _ name: String, within range: ClosedRange<Int>,
    default fallback: Int
  ) throws -> Int {
    if option == nil, configured == nil { return fallback }
    guard let number = option ?? configured.flatMap(Int.init), range.contains(number) else {
      throw ValidationError("\(name) must be a number of \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
