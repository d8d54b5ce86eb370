/// Collects issues while inputs are read, so that a user sees all of them at once.
///
/// The list is bounded: a file with a million broken lines must not fill the memory.
package struct IssueLog: Sendable {
  /// How many issues are kept word for word.
  package static let capacity = 1_000

  package private(set) var issues: [ValidationIssue] = []
  package private(set) var total = 0

  package init() {}

  package var isEmpty: Bool { total == 0 }

  package mutating func report(_ issue: ValidationIssue) {
    total += 1
    if issues.count < Self.capacity { issues.append(issue) }
  }

  package mutating func report(
    _ location: ValidationIssue.Location, field: String = "", _ message: String
  ) {
    report(ValidationIssue(location, field: field, message))
  }

  package mutating func report(_ errors: ValidationErrors) {
    for issue in errors.issues { report(issue) }
    total += errors.total - errors.issues.count
  }

  /// Runs `body` and keeps the issues it throws.
  ///
  /// - Returns: what `body` returned, or nil when it threw issues.
  package mutating func collect<T>(_ body: () throws -> T) throws -> T? {
    do {
      return try body()
    } catch let errors as ValidationErrors {
      report(errors)
      return nil
    }
  }

  /// - Throws: `ValidationErrors` when anything was reported.
  package func throwIfAny() throws {
    if !isEmpty { throw ValidationErrors(issues: issues, total: total) }
  }
}
