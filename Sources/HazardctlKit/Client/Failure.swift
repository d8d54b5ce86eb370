/// Why a command could not do what it was asked.
struct Failure: Error, CustomStringConvertible {
  var exitCode: Int32
  var description: String
  /// Of the API's answer, where it is what the API refused.
  var status: Int?
  var isRefusal: Bool { exitCode == 2 }

  /// No answer came, or one that is no answer.
  static func unavailable(_ description: String) -> Failure { Failure(exitCode: 1, description: description) }
  /// The API does not take what it was given.
  static func refused(_ description: String) -> Failure { Failure(exitCode: 2, description: description) }
  /// What was waited for will never come.
  static func cancelled(_ description: String) -> Failure { Failure(exitCode: 4, description: description) }
  static func timedOut(_ description: String) -> Failure { Failure(exitCode: 3, description: description) }
}
