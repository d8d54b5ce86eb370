import StatusServer

/// The address of a page, built so that nothing in it can be taken for something else.
package enum PagePath {
  package static func path(_ parts: String...) -> String {
    parts.map { "/" + PercentText.encoded($0) }.joined()
  }

  /// - Parameter query: values that are nil or empty are left out.
  package static func url(_ path: String, _ query: [(String, String?)]) -> String {
    let given = query.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(PercentText.encoded(name))=\(PercentText.encoded($0))" }
    }
    return given.isEmpty ? path : "\(path)?\(given.joined(separator: "&"))"
  }
}
