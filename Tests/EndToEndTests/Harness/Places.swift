import Foundation

/// Where the tests find what they drive. Environment variables win over the places in the checkout.
enum Places {
  /// The checkout; tests run where they were built.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let district = root.appending(path: "Examples/district")
  static let devices = root.appending(path: "Examples/devices")
  static let toronto = root.appending(path: "Examples/toronto")
  static let oracles = root.appending(path: "Tests/Oracles")
  static let configuration = root.appending(path: "config")

  static func program(_ name: String) throws -> String {
    let folder = variable("HAZARDFLEET_BIN").map { URL(filePath: $0) } ?? besideTheTests
    let path = folder.appending(path: name).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Trouble("there is no \(path): run make build, or set HAZARDFLEET_BIN to the programs' folder")
    }
    return path
  }

  static func broker() throws -> String {
    let path = variable("HAZARDFLEET_BROKER") ?? root.appending(path: ".venv/dev-broker").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Trouble("there is no development broker at \(path): run make setup")
    }
    return path
  }

  /// The records of Toronto, which are not part of the project; nil where they are absent.
  static let torontoRecords: URL? = {
    let usual = root.deletingLastPathComponent().appending(
      path: "shared/data/toronto-highrise/inspections.csv")
    let file = variable("HAZARDFLEET_DATA").map { URL(filePath: $0) } ?? usual
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }()

  /// Whether the folders of passed tests stay, for looking into them.
  static let keepsFolders = variable("HAZARDFLEET_KEEP") != nil

  /// SwiftPM puts the tests beside the programs that it built.
  private static var besideTheTests: URL {
    let executable = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return executable.resolvingSymlinksInPath().deletingLastPathComponent()
  }

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
