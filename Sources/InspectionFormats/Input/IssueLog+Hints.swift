import Inspection

extension IssueLog {
  /// Whether there is still room for a guess at what was meant: comparing names costs far more than reading
  /// them, and a file that is wrong on every line must not take hours to say so.
  var allowsHints: Bool { total < 100 }

  /// A guess at what `name` was meant to be, if that costs little.
  func hint(for name: String, among known: some Collection<String>) -> String {
    guard allowsHints, known.count <= 5_000, name.utf8.count <= Identifier.maximumLength else { return "" }
    return NearestName.hint(for: name, among: known)
  }
}
