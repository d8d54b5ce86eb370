/// A program of the worker's allow-list, with arguments and what its performance data must be.
package struct PluginCall: Sendable, Hashable {
  /// Its name on the allow-list; what is run and for how long at most stands there.
  package var name: String
  /// With placeholders.
  package var arguments: [String]
  /// All must hold, where the exit code passes.
  package var rules: [PerformanceRule]

  package init(name: String, arguments: [String], rules: [PerformanceRule] = []) {
    self.name = name
    self.arguments = arguments
    self.rules = rules
  }

  package func arguments(for site: SiteReference) -> [String] {
    arguments.map { ProbePlaceholders.fill($0, for: site) }
  }
}
