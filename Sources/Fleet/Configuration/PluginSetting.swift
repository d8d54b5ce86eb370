import Inspection
import Yams

/// A program that checklists may have run, as the configuration file names it.
package struct PluginSetting: Sendable, Hashable {
  /// Absolute.
  package var path: String
  /// How long it may run.
  package var timeout: Duration = .seconds(10)
  /// How many bytes it may write.
  package var outputLimit = 65_536

  private static let keys = ["path", "timeout", "outputLimit"]

  /// - Returns: nil, with the issues in `log`, for an entry that says no path.
  init?(_ value: Node, name: String, _ location: ValidationIssue.Location, _ log: inout IssueLog) {
    let field = "plugins.\(name)"
    guard let mapping = value.mapping else {
      log.report(location, field: field, "must be a mapping of path, timeout, outputLimit")
      return nil
    }
    path = ""
    for (key, value) in mapping {
      let key = key.string ?? ""
      let text = value.scalar?.string ?? ""
      switch key {
      case "path": path = text
      case "timeout":
        if let seconds = Self.seconds(text) {
          timeout = .seconds(seconds)
        } else {
          log.report(location, field: "\(field).timeout", "\"\(text)\" is no time such as 10s or 2m")
        }
      case "outputLimit":
        if let limit = Int(text), (1...(64 << 20)).contains(limit) {
          outputLimit = limit
        } else {
          log.report(
            location, field: "\(field).outputLimit", "\"\(text)\" is no number of bytes up to 64 MiB")
        }
      default:
        log.report(
          location, field: "\(field).\(key)", "unknown key\(NearestName.hint(for: key, among: Self.keys))")
      }
    }
    guard path.hasPrefix("/") else {
      log.report(location, field: "\(field).path", "must be an absolute path")
      return nil
    }
  }

  private static func seconds(_ text: String) -> Int? {
    RetryTier(text).map { Int($0.delay.components.seconds) }
  }
}
