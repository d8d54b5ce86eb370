import Foundation

/// Where a program prints.
package struct Console: Sendable {
  /// Whether standard output is a terminal, and how wide it is.
  package var width: Int?
  package var colors: Bool
  /// Whether standard error is a terminal, where a line can be drawn over.
  package var canRedraw: Bool
  /// Throws where the text cannot be written: a cut-off file must not pass for a whole one.
  package var print: @Sendable (String) throws -> Void
  package var printError: @Sendable (String) -> Void

  package init(
    width: Int?, colors: Bool, canRedraw: Bool, print: @escaping @Sendable (String) throws -> Void,
    printError: @escaping @Sendable (String) -> Void
  ) {
    self.width = width
    self.colors = colors
    self.canRedraw = canRedraw
    self.print = print
    self.printError = printError
  }

  package static let process: Console = {
    let variables = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isPlain = variables["TERM"] == "dumb"
    let refusesColors = !(variables["NO_COLOR"] ?? "").isEmpty
    return Console(
      width: isTerminal ? terminalWidth(STDOUT_FILENO) : nil,
      colors: isTerminal && !isPlain && !refusesColors,
      canRedraw: isatty(STDERR_FILENO) == 1 && !isPlain,
      print: { try write($0, to: STDOUT_FILENO) }, printError: { try? write($0, to: STDERR_FILENO) })
  }()

  private static func terminalWidth(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func write(_ text: String, to descriptor: Int32) throws {
    do {
      try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: Data(text.utf8))
    } catch {
      throw Failure(exitCode: 1, description: "cannot write the output: \(error.localizedDescription)")
    }
  }
}
