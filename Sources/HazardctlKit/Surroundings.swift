import Foundation

/// Everything outside the program that commands look at; tests put their own in its place.
package struct Surroundings: Sendable {
  package var console: Console
  /// Nil where standard output is no terminal that can be drawn over.
  package var screen: Screen?
  package var variables: [String: String]
  /// Seconds on a clock that never goes back.
  package var now: @Sendable () -> Double
  package var sleep: @Sendable (Double) async throws -> Void
  /// Seconds that a program of a live picture may take to answer: long enough for a busy one, short enough for a
  /// picture that moves.
  package var patience: Double

  package init(
    console: Console, screen: Screen? = nil, variables: [String: String],
    now: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Double) async throws -> Void, patience: Double = 3
  ) {
    self.console = console
    self.screen = screen
    self.variables = variables
    self.now = now
    self.sleep = sleep
    self.patience = patience
  }

  /// Who does what, where the command line does not say it.
  var person: String? { variables["HAZARDCTL_PERSON"] }

  @TaskLocal package static var current = Surroundings.process

  /// Those of the process itself.
  package static let process = Surroundings(
    console: .process, screen: .process, variables: ProcessInfo.processInfo.environment,
    now: { ProcessInfo.processInfo.systemUptime },
    sleep: { try await Task.sleep(for: .seconds($0)) })
}
