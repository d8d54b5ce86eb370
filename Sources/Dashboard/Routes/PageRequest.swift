import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import Ledger
import StatusServer

/// A request for a page, with who asks.
struct PageRequest: Sendable {
  var viewer: Viewer
  var path: String
  var query: FormFields
  /// The part of the path that names what the page is about.
  let id: String
  /// The site that it is about, where that is another part; empty elsewhere.
  let site: String

  init(_ request: Request, _ context: FleetContext, reader: ViewerReader = ViewerReader()) {
    viewer = reader.viewer(request, context)
    path = request.uri.path
    query = FormFields(query: request)
    id = context.parameters.get("id")?.removingPercentEncoding ?? ""
    site = context.parameters.get("site")?.removingPercentEncoding ?? ""
  }

  /// - Parameter files: whether photos and documents are kept.
  func taking(files: Bool) -> PageRequest {
    var asked = self
    asked.viewer.takesFiles = files
    return asked
  }

  var now: Timestamp { viewer.formats.now }

  /// The language that a link asks for.
  var chosenLanguage: Language? { Language(rawValue: query["lang"]) }

  func message(_ title: Phrase, _ text: Phrase, _ value: String = "", in section: Page.Section? = nil) -> Page
  {
    MessagePage(title: title, text: text, value: value, section: section).page(viewer)
  }

  /// A question that the ledger cannot answer is the reader's mistake.
  func guarded(_ body: () async throws -> PageAnswer) async throws -> PageAnswer {
    do {
      return try await body()
    } catch let error as LedgerError where error.code == .badQuery {
      return PageAnswer(message(.badQuestion, .badQuestionText, error.reason), status: .badRequest)
    }
  }
}

/// What a request for a page gets.
struct PageAnswer: Sendable {
  private enum Content: Sendable {
    case page(Page)
    /// To look at something else, after something was done.
    case redirect(String)
  }

  private var content: Content
  private var status: HTTPResponse.Status
  private(set) var cookies: [Cookie] = []

  init(_ page: Page, status: HTTPResponse.Status = .ok) {
    content = .page(page)
    self.status = status
  }

  init(redirect path: String, cookies: [Cookie] = []) {
    content = .redirect(path)
    status = .seeOther
    self.cookies = cookies
  }

  /// The same page without the choice in its address, which a cookie keeps.
  static func remembering(_ language: Language, _ asked: PageRequest) -> PageAnswer {
    let rest = asked.query.pairs.filter { $0.name != "lang" }.map { ($0.name, $0.value as String?) }
    return PageAnswer(
      redirect: PagePath.url(asked.path, rest),
      cookies: [Self.cookie(ViewerReader.languageCookie, language.rawValue)])
  }

  private static let year = 31_536_000

  static func cookie(_ name: String, _ value: String) -> Cookie {
    Cookie(
      name: name, value: PercentText.encoded(value), maxAge: year, path: "/", httpOnly: true, sameSite: .lax)
  }

  /// Nothing from elsewhere, nothing within the page: styles and script are files of ours.
  private static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  func response(_ asked: PageRequest) -> Response {
    var response: Response
    switch content {
    case .page(let page):
      let query = asked.query.pairs.map { ($0.name, $0.value as String?) }
      let document = Document(page, for: asked.viewer, path: asked.path, query: query)
      response = Response(
        status: status, headers: [.contentType: "text/html; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: document.html.text)))
    case .redirect(let path): response = Response(status: status, headers: [.location: path])
    }
    response.headers[.contentSecurityPolicy] = Self.policy
    response.headers[.contentLanguage] = asked.viewer.language.tag
    if let referrer = HTTPField.Name("Referrer-Policy") { response.headers[referrer] = "same-origin" }
    for cookie in cookies { response.setCookie(cookie) }
    return response
  }
}
