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
  package static func reporting<T>(_ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let errors as ValidationErrors {
      print(errors, code: badInput)
      throw ExitCode(badInput)
    } catch let error as KafkaError where error.isAuthorization {
      try refuse(error)
    } catch let error as KafkaSendError where error.refusal != nil {
      try refuse(error.refusal ?? KafkaError(code: .authenticationFailed))
    } catch let error as KafkaError {
      let code = error.property == nil ? unavailable : badInput
      print(error, code: code)
      throw ExitCode(code)
    } catch let error as KafkaSendError {
      print(error, code: unavailable)
      throw ExitCode(unavailable)
    }
  }

  private static func refuse(_ error: KafkaError) throws -> Never {
    StandardError.write("\(Refusal.text(of: error))\n")
    throw ExitCode(refused)
  }

  private static func print(_ error: any Error, code: Int32) {
    let issues = (error as? ValidationErrors)?.total
    StandardError.write("\(error)\n")
    if let issues { StandardError.write("\(issues) error\(issues == 1 ? "" : "s"); nothing was sent\n") }
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
