/// A program of the worker's allow-list, with arguments.
package struct PluginCall: Sendable, Hashable {
  /// Its name on the allow-list; what is run and for how long at most stands there.
  package var name: String
  /// With placeholders.
  package var arguments: [String]

  package init(name: String, arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  package func arguments(for site: SiteReference) -> [String] {
    arguments.map { ProbePlaceholders.fill($0, for: site) }
  }
}
