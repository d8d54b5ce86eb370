import ArgumentParser
import Foundation

/// Who does what is recorded.
struct PersonOption: ParsableArguments {
  @Option(help: "Who does it, for the record (default: the user who runs the program).")
  var person: String?

  var name: String {
    let variables = ProcessInfo.processInfo.environment
    let names = [person, variables["USER"], variables["LOGNAME"]]
    return names.lazy.compactMap(\.self).first { !$0.isEmpty } ?? NSUserName()
  }
}
