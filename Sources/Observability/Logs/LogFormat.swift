/// How log lines look.
package enum LogFormat: String, Sendable, Hashable, CaseIterable {
  /// For people.
  case text
  /// One JSON object a line, for collectors.
  case json
}
