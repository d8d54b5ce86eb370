package import Hummingbird

/// An error in the words of RFC 9457.
package struct Problem: HTTPResponseError, Hashable {
  /// What is wrong with one parameter.
  package struct FieldError: Sendable, Hashable, Encodable {
    package var field: String
    package var detail: String

    package init(_ field: String, _ detail: String) {
      self.field = field
      self.detail = detail
    }
  }

  package var status: HTTPResponse.Status
  /// What happened, and what to do about it.
  package var detail: String
  package var errors: [FieldError]
  package var headers: HTTPFields

  package init(
    _ status: HTTPResponse.Status, _ detail: String, errors: [FieldError] = [], headers: HTTPFields = [:]
  ) {
    self.status = status
    self.detail = detail
    self.errors = errors
    self.headers = headers
  }

  package func response(from request: Request, context: some RequestContext) throws -> Response {
    response()
  }

  package func response() -> Response {
    let body = Body(
      title: status.reasonPhrase, status: status.code, detail: detail, errors: errors.isEmpty ? nil : errors)
    var response = Response.json(body, status: status)
    response.headers[.contentType] = "application/problem+json"
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  private struct Body: Encodable {
    var type = "about:blank"
    var title: String
    var status: Int
    var detail: String
    var errors: [FieldError]?
  }
}
