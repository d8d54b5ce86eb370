import HTTPTypes
import Hummingbird
import Inspection

/// A file of the pages, kept in memory. Its address holds a hash of its content, so that it may be kept for ever.
struct Asset: Sendable {
  var path: String
  private var type: String
  private var content: String

  static let styleSheet = Asset("dashboard", "css", "text/css; charset=utf-8", StyleSheet.text)
  static let script = Asset("dashboard", "js", "text/javascript; charset=utf-8", Script.text)
  static let icon = Asset("icon", "svg", "image/svg+xml", StyleSheet.icon)
  static let all = [styleSheet, script, icon]

  private init(_ name: String, _ ending: String, _ type: String, _ content: String) {
    var digest = Digest()
    digest.update(lengthPrefixed: content)
    path = "/assets/\(name)-\(digest.hex().prefix(16)).\(ending)"
    self.type = type
    self.content = content
  }

  var response: Response {
    Response(
      status: .ok,
      headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: content)))
  }
}
