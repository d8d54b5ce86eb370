import HTTPTypes
import Hummingbird
import Inspection

/// A file of the pages, kept in memory. But for the service worker's, its address holds a hash of its content, so that it may
/// be kept for ever.
struct Asset: Sendable {
  var path: String
  private var type: String
  private var content: String
  private var headers: HTTPFields = [.cacheControl: "public, max-age=31536000, immutable"]

  static let styleSheet = Asset("dashboard", "css", "text/css; charset=utf-8", StyleSheet.text)
  static let script = Asset(
    "dashboard", "js", "text/javascript; charset=utf-8", Script.text + DraftScript.text)
  static let icon = Asset("icon", "svg", "image/svg+xml", StyleSheet.icon)
  static let formWorker = Asset(worker: FormWorker.text)
  static let all = [styleSheet, script, icon, formWorker]

  private init(_ name: String, _ ending: String, _ type: String, _ content: String) {
    var digest = Digest()
    digest.update(lengthPrefixed: content)
    path = "/assets/\(name)-\(digest.hex().prefix(16)).\(ending)"
    self.type = type
    self.content = content
  }

  /// Browsers know a service worker by its address, and look for a new one there.
  private init(worker: String) {
    path = "/assets/form-worker.js"
    type = "text/javascript; charset=utf-8"
    content = worker
    headers = [
      .cacheControl: "no-cache", .contentSecurityPolicy: "default-src 'none'; connect-src 'self'",
    ]
    if let scope = HTTPField.Name("Service-Worker-Allowed") { headers[scope] = "/campaigns/" }
  }

  var response: Response {
    var headers = headers
    headers[.contentType] = type
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: content)))
  }
}
