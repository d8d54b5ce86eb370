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
    // What no route took is said in the reader's words.
    let isNowhere = context.route == nil && status == .notFound
    let message =
      isNowhere ? asked.message(.notFound, .nothingHere, request.uri.path) : said(asked, context.requestID)
    var response = PageAnswer(message, status: status).response(asked)
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  /// The server's words are English and say more; who reads Chinese is told what can be done.
  private func said(_ asked: PageRequest, _ requestID: String) -> Page {
    guard asked.viewer.language == .chinese, let advice else {
      return asked.message(title, .problemText, detail)
    }
    return asked.message(title, advice, requestID)
  }

  private var advice: Phrase? {
    switch status {
    case .unauthorized: .signInAgain
    case .forbidden: .notYoursText
    case .tooManyRequests: .waitAMinute
    case _ where status.kind == .serverError: .serverFailed
    default: nil
    }
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
