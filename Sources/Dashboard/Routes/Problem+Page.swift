import HTTPTypes
package import Hummingbird
package import StatusServer

extension Problem {
  /// The same as a page.
  ///
  /// - Returns: nil for whoever asked the API, takes no pages, or is led elsewhere.
  package func page(_ request: Request, _ context: FleetContext) -> Response? {
    guard status.code >= 400, !request.uri.path.hasPrefix("/v1/"),
      request.headers[.accept]?.contains("text/html") == true
    else { return nil }
    let asked = PageRequest(request, context)
    // What no route took is said in the reader's words; other problems have only the server's.
    let isNowhere = context.route == nil && status == .notFound
    let message =
      isNowhere
      ? asked.message(.notFound, .nothingHere, request.uri.path) : asked.message(title, .problemText, detail)
    var response = PageAnswer(message, status: status).response(asked)
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  private var title: Phrase {
    switch status {
    case .unauthorized: .notSignedIn
    case .forbidden: .notYours
    case .notFound: .notFound
    case .tooManyRequests: .tooOften
    default: .cannotBeShown
    }
  }
}
