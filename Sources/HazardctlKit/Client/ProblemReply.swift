import Foundation

/// An error as the API tells it (RFC 9457).
struct ProblemReply: Decodable {
  struct FieldError: Decodable {
    var field: String
    var detail: String
  }

  var title: String?
  var detail: String?
  var errors: [FieldError]?

  /// The detail, with a line for each field where there is more than one.
  static func text(_ data: Data) -> String? {
    guard let problem = try? JSONDecoder().decode(ProblemReply.self, from: data) else { return nil }
    guard let said = problem.detail ?? problem.title else { return nil }
    let fields = problem.errors ?? []
    let lines = fields.count > 1 ? fields.map { "  \($0.field): \($0.detail)" } : []
    return SafeText.lines(([said] + lines).joined(separator: "\n"))
  }
}
