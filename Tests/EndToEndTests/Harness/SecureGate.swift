import Foundation

/// A gate before a test's broker that has what the development broker lacks, TLS and logins; `Tests/SecureGate`.
struct SecureGate {
  let address: String
  private let folder: URL

  /// - Parameter options: of gate.py.
  static func start(_ fleet: Fleet, _ options: String...) async throws -> SecureGate {
    try await start(fleet, options)
  }

  /// With TLS, and a login by a password, NAME-secret, for each of the users.
  static func start(_ fleet: Fleet, users: [String]) async throws -> SecureGate {
    try await start(fleet, ["--tls", "server"] + users.flatMap { ["--user", "\($0):\($0)-secret"] })
  }

  private static func start(_ fleet: Fleet, _ options: [String]) async throws -> SecureGate {
    let folder = fleet.file("gate-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = Places.root.appending(path: "Tests/SecureGate/gate.py")
    let process = try await fleet.startPython(
      script, ["--broker", fleet.address, "--folder", folder.path] + options)
    let address = try await eventually("the gate listens") { () -> String? in
      if let exit = process.poll() { throw Trouble("the gate ended with \(exit)\n\(process.standardError)") }
      return process.standardOutput.split(separator: "\n").first.map(String.init)
    }
    return SecureGate(address: address, folder: folder)
  }

  /// A file that the gate made: NAME.pem or NAME.key, of the names in certificates.py.
  func file(_ name: String) -> String { folder.appending(path: name).path }

  /// TLS with this root, and with a certificate of one's own unless it is nil.
  func tls(root: String = "root", certificate: String? = nil) -> [String] {
    let own = certificate.map {
      ["ssl.certificate.location=\(file("\($0).pem"))", "ssl.key.location=\(file("\($0).key"))"]
    }
    return Self.options(
      ["security.protocol=SSL", "ssl.ca.location=\(file("\(root).pem"))"] + (own ?? []))
  }

  /// A login without TLS.
  static func login(_ mechanism: String, _ user: String, _ password: String) -> [String] {
    options([
      "security.protocol=SASL_PLAINTEXT", "sasl.mechanism=\(mechanism)", "sasl.username=\(user)",
      "sasl.password=\(password)",
    ])
  }

  static func options(_ settings: [String]) -> [String] { settings.flatMap { ["--kafka", $0] } }

  /// Every right that somebody used: user, operation, kind of resource, name.
  func rights() throws -> [[String]] {
    try String(contentsOfFile: file("rights"), encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: "\t").map(String.init) }
  }
}
