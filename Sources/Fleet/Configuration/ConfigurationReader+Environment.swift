import Inspection

extension ConfigurationReader {
  /// Reads what the environment says. An empty variable says nothing.
  mutating func read(_ environment: [String: String]) {
    let variables = environment.filter { $0.key.hasPrefix(EnvironmentName.prefix) && !$0.value.isEmpty }
    for (name, value) in variables.sorted(by: { $0.key < $1.key })
    where name != EnvironmentName.configuration {
      read(name, value, isDoubled: variables[name + EnvironmentName.fileSuffix] != nil)
    }
  }

  private mutating func read(_ name: String, _ value: String, isDoubled: Bool) {
    let source = ConfigurationSource.environment(name)
    if let setting = Self.setting(name) {
      guard !isDoubled else {
        return report(
          source, setting, "is given together with \(name)\(EnvironmentName.fileSuffix); leave one out")
      }
      set(setting, ConfiguredValue(value, source))
    } else if name.hasSuffix(EnvironmentName.fileSuffix),
      let setting = Self.setting(String(name.dropLast(EnvironmentName.fileSuffix.count)))
    {
      set(setting, contentOf: value, source)
    } else if let complaint = Self.complaint(about: name) {
      report(source, "", complaint)
    }
  }

  private static func setting(_ name: String) -> String? {
    if let setting = Settings.byEnvironment[name] { return setting.name }
    guard !name.hasSuffix(EnvironmentName.fileSuffix), !EnvironmentName.isKubernetesService(name) else {
      return nil
    }
    return EnvironmentName.kafkaSetting(name).map { "kafka.\($0)" }
  }

  /// - Returns: nil for a name that nobody meant for us.
  private static func complaint(about name: String) -> String? {
    guard !EnvironmentName.isKubernetesService(name) else { return nil }
    let words = name.dropFirst(EnvironmentName.prefix.count)
    let section = String(words.prefix { $0 != "_" })
    let rest = words.dropFirst(section.count)
    if !sectionWords.contains(section),
      let meant = sectionWords.first(where: { NearestName.areNear($0, section, edits: 1) })
    {
      return "no setting is called so (did you mean \(EnvironmentName.prefix)\(meant)\(rest)?)"
    }
    let known = Settings.byEnvironment.keys.sorted()
    guard sectionWords.contains(section) || known.contains(where: { NearestName.areNear(name, $0, edits: 2) })
    else { return nil }
    return "no setting is called so\(NearestName.hint(for: name, among: known))"
  }

  private static let sectionWords = Settings.sections.map { $0.uppercased() }
}
