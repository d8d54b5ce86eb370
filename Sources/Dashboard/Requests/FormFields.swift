import Foundation
import Hummingbird
import StatusServer

/// What a page's query or a form says. Fields that are empty are not given; of those that the page does not know
/// nothing is made.
package struct FormFields: Sendable {
  /// A file that came with a form.
  package struct File: Sendable, Hashable {
    package var field: String
    package var content: [UInt8]
  }

  package private(set) var pairs: [(name: String, value: String)] = []
  /// Those that are not empty; only of a form that takes some.
  package private(set) var files: [File] = []

  private static let maximumBytes = 1 << 20
  /// Of a form with files in it.
  private static let maximumUpload = 64 << 20
  private static let maximumFields = 4_000

  /// Reads `application/x-www-form-urlencoded`, as queries are too.
  package init(_ text: String) {
    for pair in FormText.pairs(text).prefix(Self.maximumFields) {
      guard let name = pair.name, let value = pair.value else { continue }
      append(name, value)
    }
  }

  /// Reads the parts of `multipart/form-data`.
  package init(_ parts: [MultipartForm.Part]) {
    for part in parts.prefix(Self.maximumFields) {
      if part.isFile {
        if !part.content.isEmpty { files.append(File(field: part.name, content: Array(part.content))) }
      } else {
        append(part.name, String(decoding: part.content, as: UTF8.self))
      }
    }
  }

  private mutating func append(_ name: String, _ value: String) {
    let plain = value.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    if !plain.isEmpty { pairs.append((name, plain)) }
  }

  /// Adds a line to a field.
  package mutating func add(_ line: String, to name: String) {
    if let index = pairs.firstIndex(where: { $0.name == name }) {
      pairs[index].value += "\n" + line
    } else {
      pairs.append((name, line))
    }
  }

  init(query request: Request) {
    self.init(request.uri.query ?? "")
  }

  /// - Throws: what `collect` throws for a body that is too long; `MultipartForm.Failure` for one that cannot be read.
  init(body request: Request) async throws {
    guard let boundary = MultipartForm.boundary(of: request.headers[.contentType] ?? "") else {
      let body = try await request.body.collect(upTo: Self.maximumBytes)
      self.init(String(buffer: body))
      return
    }
    let body = try await request.body.collect(upTo: Self.maximumUpload)
    self.init(try MultipartForm.parts(Array(body.readableBytesView), boundary: boundary))
  }

  /// Empty where it is not given.
  package subscript(name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }

  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  func value(_ name: String) -> String? {
    let text = self[name]
    return text.isEmpty ? nil : text
  }
}
