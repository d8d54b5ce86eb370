import Foundation

/// APIs that somebody uses, and the tokens for them: `hazardctl/profiles.json` in the configuration folder.
struct Profiles: Codable {
  struct Profile: Codable {
    var api: String
    var token: String?
  }

  /// The profile that is used when none is named.
  var current: String?
  var profiles: [String: Profile] = [:]

  /// - Throws: `Failure` for a file that is there and cannot be read.
  static func read() throws -> Profiles {
    guard let path = path(), FileManager.default.fileExists(atPath: path) else { return Profiles() }
    guard let data = FileManager.default.contents(atPath: path),
      let profiles = try? JSONDecoder().decode(Profiles.self, from: data)
    else {
      throw Failure.refused("\(path) cannot be read; mend it, or remove it and log in again.")
    }
    return profiles
  }

  /// Writes them so that only their owner can read them.
  func write() throws {
    guard let path = Self.path() else {
      throw Failure.refused("neither XDG_CONFIG_HOME nor HOME says where profiles are kept.")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // A new file takes the old one's place: at no time is there one that others may read.
      let draft = path + ".new"
      try? FileManager.default.removeItem(atPath: draft)
      let data = try encoder.encode(self)
      guard
        FileManager.default.createFile(
          atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]),
        rename(draft, path) == 0
      else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw Failure.refused("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private static func path() -> String? {
    let variables = Surroundings.current.variables
    func folder(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
    let base = folder("XDG_CONFIG_HOME") ?? folder("HOME").map { $0 + "/.config" }
    return base.map { $0 + "/hazardctl/profiles.json" }
  }
}

/// Where the API is, and what opens it.
struct Access {
  var api: String
  var token: String?

  init(address: String, token: String?) {
    api = address
    self.token = token
  }

  /// The command line goes before variables, and these before the profile.
  ///
  /// - Throws: `Failure` for a profile that does not exist.
  init(api named: String?, profile name: String?) throws {
    let variables = Surroundings.current.variables
    func variable(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
    let profiles = try Profiles.read()
    let wanted = name ?? variable("HAZARDCTL_PROFILE")
    let profile = (wanted ?? profiles.current).flatMap { profiles.profiles[$0] }
    if let wanted, profile == nil {
      let known = profiles.profiles.keys.sorted().joined(separator: ", ")
      throw Failure.refused(
        "there is no profile \(wanted); \(known.isEmpty ? "hazardctl login makes one" : "there are \(known)")."
      )
    }
    api = named ?? variable("HAZARDCTL_API") ?? profile?.api ?? APIOptions.fallback
    // A token is for the API that it was given for, and for no other.
    token = variable("HAZARDCTL_TOKEN") ?? (profile?.api == api ? profile?.token : nil)
  }
}
