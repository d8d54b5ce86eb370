import ArgumentParser

/// The hazard that a command is about.
struct HazardArgument: ParsableArguments {
  @Argument(help: "The hazard's id: 13 letters and digits.")
  var id: String

  func validate() throws {
    if id.isEmpty { throw ValidationError("The hazard's id must not be empty.") }
  }
}
