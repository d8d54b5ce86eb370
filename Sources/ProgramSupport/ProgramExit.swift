import ArgumentParser
import Foundation
import Inspection
import Kafka

/// How the programs end, for scripts. 64 (wrong usage) is the argument parser's own.
package enum ProgramExit {
  package static let failure: Int32 = 1
  /// The input is wrong; every error was printed and nothing was sent.
  package static let badInput: Int32 = 2
  /// The cluster cannot be reached.
  package static let unavailable: Int32 = 69
  /// The cluster does not believe who we are, or does not let us do what we ask (EX_NOPERM).
  package static let refused: Int32 = 77

  /// Runs a command's body; prints what it throws in words and exits with the code that fits.
  ///
  /// - Parameter undone: what the command does with sound input and has not done with this.
  package static func reporting<T>(
    undone: String = "sent", _ body: () async throws -> T
  ) async throws -> T {
    do {
      return try await body()
    } catch let errors as ValidationErrors {
      StandardError.write("\(errors)\n")
      let count = "\(errors.total) error\(errors.total == 1 ? "" : "s")"
      StandardError.write("\(count); nothing was \(undone)\n")
      throw ExitCode(badInput)
    } catch let error as KafkaError where error.isAuthorization {
      try refuse(error)
    } catch let error as KafkaSendError where error.refusal != nil {
      try refuse(error.refusal ?? KafkaError(code: .authenticationFailed))
    } catch let error as KafkaError {
      StandardError.write("\(error)\n")
      throw ExitCode(error.property == nil ? unavailable : badInput)
    } catch let error as KafkaSendError {
      StandardError.write("\(error)\n")
      throw ExitCode(unavailable)
    }
  }

  private static func refuse(_ error: KafkaError) throws -> Never {
    StandardError.write("\(Refusal.text(of: error))\n")
    throw ExitCode(refused)
  }
}

/// The standard output stream, unbuffered: whoever waits for a line must get it at once.
package enum StandardOutput {
  package static func writeLine(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8))
  }
}

/// The standard error stream, for words to people.
package enum StandardError {
  package static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  package static var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }
}
