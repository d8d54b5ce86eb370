import HTTPTypes
import Hummingbird

/// Whether another site's page has a reader's browser send something: by Fetch Metadata, and by `Origin` for browsers
/// that do not tell it. Programs that are no browsers send neither.
enum CrossOrigin {
  private static let site = HTTPField.Name("Sec-Fetch-Site")

  static func isForged(_ request: Request, allowed: String?) -> Bool {
    guard ![.get, .head, .options].contains(request.method) else { return false }
    let origin = request.headers[.origin]
    if let origin, origin == allowed { return false }
    if let site, let said = request.headers[site] { return !["same-origin", "none"].contains(said) }
    guard let origin else { return false }
    let host = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
    return host != request.head.authority
  }
}
