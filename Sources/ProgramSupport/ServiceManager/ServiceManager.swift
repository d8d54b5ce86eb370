import Foundation

/// The service manager that started the process, as sd_notify(3) of systemd describes it.
package struct ServiceManager: Sendable {
  /// How often it wants to hear that the process is alive at least; nil where it does not ask.
  package var watchdog: Duration?

  private let socket: NotifySocket

  /// - Parameters:
  ///   - variables: `NOTIFY_SOCKET`, `WATCHDOG_USEC` (microseconds) and `WATCHDOG_PID` of them count.
  ///   - process: the process' own id; a watchdog that is meant for another process is not fed.
  /// - Returns: nil where nobody wants to be told.
  package init?(
    variables: [String: String] = ProcessInfo.processInfo.environment,
    process: Int32 = ProcessInfo.processInfo.processIdentifier
  ) {
    guard let socket = variables["NOTIFY_SOCKET"].flatMap(NotifySocket.init) else { return nil }
    self.socket = socket
    let isMeant = variables["WATCHDOG_PID"].map { Int32($0) == process } ?? true
    guard isMeant, let period = variables["WATCHDOG_USEC"].flatMap(Int64.init), period > 0 else { return }
    watchdog = .microseconds(period)
  }

  /// - Parameter lines: assignments such as `READY=1`; line ends within one become blanks.
  /// - Throws: `NotifySocket.Failure`.
  package func tell(_ lines: [String]) throws {
    let whole = lines.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
    try socket.send(whole.joined(separator: "\n"))
  }
}
