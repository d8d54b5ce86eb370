import Foundation

/// The address of a page, built so that nothing in it can be taken for something else.
package enum PagePath {
  // RFC 3986's unreserved characters.
  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  package static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  package static func path(_ parts: String...) -> String {
    parts.map { "/" + encoded($0) }.joined()
  }

  /// - Parameter query: values that are nil or empty are left out.
  package static func url(_ path: String, _ query: [(String, String?)]) -> String {
    let given = query.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(encoded(name))=\(encoded($0))" }
    }
    return given.isEmpty ? path : "\(path)?\(given.joined(separator: "&"))"
  }
}
