import Foundation
import Hummingbird
import StatusServer

/// What a page's query or a form says. Fields that are empty are not given; of those that the page does not know
/// nothing is made.
package struct FormFields: Sendable {
  package private(set) var pairs: [(name: String, value: String)] = []

  private static let maximumBytes = 1 << 20
  private static let maximumFields = 4_000

  /// Reads `application/x-www-form-urlencoded`, as queries are too.
  package init(_ text: String) {
    for pair in FormText.pairs(text).prefix(Self.maximumFields) {
      guard let name = pair.name, let value = pair.value else { continue }
      let plain = value.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
      if !plain.isEmpty { pairs.append((name, plain)) }
    }
  }

  init(query request: Request) {
    self.init(request.uri.query ?? "")
  }

  /// - Throws: what `collect` throws for a body that is too long.
  init(body request: Request) async throws {
    let body = try await request.body.collect(upTo: Self.maximumBytes)
    self.init(String(buffer: body))
  }

  /// Empty where it is not given.
  package subscript(name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }

  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  func value(_ name: String) -> String? {
    let text = self[name]
    return text.isEmpty ? nil : text
  }
}
