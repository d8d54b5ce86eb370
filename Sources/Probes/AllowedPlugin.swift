/// A program that checklists may have run, by an entry in the worker's configuration.
package struct AllowedPlugin: Sendable, Hashable {
  /// Absolute.
  package var path: String
  /// Longer it may not run.
  package var timeout: Duration
  /// More bytes it may not write, on its output or on its error stream.
  package var outputLimit: Int

  package init(path: String, timeout: Duration = .seconds(10), outputLimit: Int = 64 << 10) {
    self.path = path
    self.timeout = timeout
    self.outputLimit = outputLimit
  }
}
