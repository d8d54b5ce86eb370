import Evidence
import Fleet
import Foundation
import Probes
import ProgramSupport
import StatusServer

/// A worker's own settings.
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

  /// - Throws: as `Configuration.refuse`.
  init(_ configuration: Configuration) throws {
    instanceID = configuration[Settings.workerName]
    name =
      instanceID ?? "\(ProcessInfo.processInfo.hostName)-\(ProcessInfo.processInfo.processIdentifier)"
    slots = configuration[Settings.slots] ?? ProcessInfo.processInfo.activeProcessorCount
    window = configuration[Settings.window]
    probes = configuration[Settings.probes]
    parkAfter = .seconds(configuration[Settings.parkAfter])
    connectionsPerHost = configuration[Settings.connectionsPerHost]
    trustRoots = configuration[Settings.trustRoots]
    evidence = try configuration.converted(Settings.workerEvidence) { EvidenceStore(folder: $0) }
    plugins = configuration.plugins.mapValues {
      AllowedPlugin(path: $0.path, timeout: $0.timeout, outputLimit: $0.outputLimit)
    }
    status = try configuration.converted(Settings.workerStatus) { ListenAddress($0) }
  }
}
