/// Which of a form's language columns is read: `label`, `label::English (en)`, `hint::中文 (zh)`.
struct XLSFormLanguage {
  private let preferred: String?

  /// - Parameter preferred: the form's `default_language`.
  init(preferred: String?) {
    self.preferred = preferred?.lowercased()
  }

  /// The text of a translated column: the default language's, else the one without a language, else the
  /// first.
  func text(_ name: String, of row: XLSFormSheet.Row, in sheet: XLSFormSheet) -> LocatedText? {
    columns(name, in: sheet).lazy.compactMap { row[$0] }.first
  }

  /// The columns of a name that hold other languages.
  func others(_ name: String, in sheet: XLSFormSheet) -> [String] {
    Array(columns(name, in: sheet).dropFirst())
  }

  private func columns(_ name: String, in sheet: XLSFormSheet) -> [String] {
    let all = sheet.headers.sorted { $0.key < $1.key }.map(\.value)
      .filter { $0 == name || $0.hasPrefix(name + ":") }
    let isPreferred = { (header: String) in
      guard let preferred = self.preferred else { return false }
      return header == "\(name)::\(preferred)" || header == "\(name):\(preferred)"
    }
    return all.filter(isPreferred) + all.filter { $0 == name && !isPreferred($0) }
      + all.filter { $0 != name && !isPreferred($0) }
  }
}
