import Foundation
import Inspection
import Yams

extension ConfigurationReader {
  /// Reads the YAML file. Keys may stand within each other or be joined by dots.
  mutating func read(file path: String) {
    let whole = ConfigurationSource.file(.init(file: path))
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return report(whole, "", "cannot be read as UTF-8 text")
    }
    do {
      guard let root = try Yams.compose(yaml: text) else { return }
      read(root, path: path)
    } catch {
      report(whole, "", "\(error)")
    }
  }

  private mutating func read(_ root: Node, path: String) {
    guard let mapping = root.mapping else {
      return report(
        .file(.init(file: path, line: 1)), "",
        "must be a mapping of \(Settings.sections.joined(separator: ", "))")
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      let source = Self.source(key, path)
      guard Settings.sections.contains(name) else {
        report(source, name, "unknown section\(NearestName.hint(for: name, among: Settings.sections))")
        continue
      }
      guard let section = value.mapping else {
        // An empty section, all of whose keys are comments.
        if value.scalar?.string != "" { report(source, name, "must be a mapping") }
        continue
      }
      read(section, of: name, path: path)
    }
  }

  private mutating func read(_ mapping: Node.Mapping, of parent: String, path: String) {
    for (key, value) in mapping {
      let name = "\(parent).\(key.string ?? "")"
      let source = Self.source(key, path)
      if parent == "plugins" {
        readPlugin(key.string ?? "", value, source)
      } else if Settings.byName[name] != nil || parent == "kafka" {
        readValue(name, value, source)
      } else if let inner = value.mapping, Settings.byName.keys.contains(where: { $0.hasPrefix("\(name).") })
      {
        read(inner, of: name, path: path)
      } else {
        report(source, name, Self.unknown(name, among: parent))
      }
    }
  }

  private mutating func readPlugin(_ name: String, _ value: Node, _ source: ConfigurationSource) {
    var issues = IssueLog()
    set(PluginSetting(value, name: name, source.location, &issues), named: name, source)
    for issue in issues.issues { report(source, issue.field, issue.message) }
  }

  private mutating func readValue(_ name: String, _ value: Node, _ source: ConfigurationSource) {
    if let text = value.scalar?.string {
      set(name, ConfiguredValue(text, source))
    } else if let sequence = value.sequence, Settings.byName[name]?.isList == true {
      set(name, ConfiguredValue(sequence.map { $0.scalar?.string ?? "" }.joined(separator: ","), source))
    } else if let mapping = value.mapping, mapping.count == 1, let file = mapping["file"]?.scalar?.string {
      set(name, contentOf: file, source)
    } else {
      report(source, name, "must be one value, or {file: PATH} for one that stands in a file of its own")
    }
  }

  private static func unknown(_ name: String, among parent: String) -> String {
    let key = name.dropFirst(parent.count + 1)
    if parent == "topics.partitions", TopicSettings.ordered.contains(String(key)) {
      return "always has one partition, since its records are ordered"
    }
    let siblings = Settings.byName.keys.filter { $0.hasPrefix("\(parent).") }
      .map { String($0.dropFirst(parent.count + 1)) }
    let groups = Set(siblings.compactMap { $0.split(separator: ".").first.map(String.init) })
    return "unknown key\(NearestName.hint(for: String(key), among: (siblings + groups).sorted()))"
  }

  private static func source(_ key: Node, _ path: String) -> ConfigurationSource {
    .file(.init(file: path, line: key.mark?.line))
  }
}
