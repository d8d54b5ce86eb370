import Foundation

/// `multipart/form-data` (RFC 7578), as browsers send forms with files in them.
package enum MultipartForm {
  package struct Part: Sendable, Hashable {
    package var name: String
    /// Whether it came with a file's name, be it empty.
    package var isFile: Bool
    package var content: ArraySlice<UInt8>
  }

  /// The body is no such form.
  package struct Failure: Error, Hashable {}

  /// More than browsers make of them.
  private static let longestBoundary = 200
  private static let longestHead = 10_000

  /// - Returns: nil for another content type.
  package static func boundary(of contentType: String) -> String? {
    let fields = contentType.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    guard fields.first?.lowercased() == "multipart/form-data" else { return nil }
    for field in fields.dropFirst() where field.lowercased().hasPrefix("boundary=") {
      let value = field.dropFirst("boundary=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      return value.isEmpty || value.utf8.count > longestBoundary ? nil : value
    }
    return nil
  }

  /// - Throws: `Failure` for a body without an end, or a part without a name.
  package static func parts(_ body: [UInt8], boundary: String) throws(Failure) -> [Part] {
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first one stands at the beginning, without a line's end before it.
    guard body.starts(with: delimiter.dropFirst(2)) else { throw Failure() }
    var place = delimiter.count - 2
    var parts: [Part] = []
    while !starts(body, at: place, with: Array("--".utf8)) {
      guard starts(body, at: place, with: Array("\r\n".utf8)),
        let head = find(Array("\r\n\r\n".utf8), in: body, from: place, through: place + longestHead),
        let end = find(delimiter, in: body, from: head + 2, through: body.count)
      else { throw Failure() }
      let lines = String(decoding: body[place..<head], as: UTF8.self)
      let content = min(head + 4, end)
      parts.append(try part(lines, body[content..<max(content, end)]))
      place = end + delimiter.count
    }
    return parts
  }

  private static func part(_ head: String, _ content: ArraySlice<UInt8>) throws(Failure) -> Part {
    for line in head.split(separator: "\r\n") {
      guard line.lowercased().hasPrefix("content-disposition:") else { continue }
      guard let name = parameter("name", of: line) else { throw Failure() }
      return Part(name: name, isFile: parameter("filename", of: line) != nil, content: content)
    }
    throw Failure()
  }

  /// Browsers write a quotation mark within as `%22`, and line ends as `%0D%0A`.
  private static func parameter(_ name: String, of line: Substring) -> String? {
    guard let start = line.range(of: "; \(name)=\"")?.upperBound,
      let end = line[start...].firstIndex(of: "\"")
    else { return nil }
    return String(line[start..<end]).replacing("%22", with: "\"").replacing("%0D%0A", with: "\n")
  }

  private static func starts(_ body: [UInt8], at place: Int, with bytes: [UInt8]) -> Bool {
    place + bytes.count <= body.count && body[place..<place + bytes.count].elementsEqual(bytes)
  }

  /// Photos are long: what begins like the bytes is looked for first.
  private static func find(_ bytes: [UInt8], in body: [UInt8], from start: Int, through last: Int) -> Int? {
    guard let first = bytes.first else { return nil }
    return body.withUnsafeBufferPointer { buffer in
      var place = start
      let end = min(last, buffer.count - bytes.count)
      while place <= end {
        if buffer[place] == first {
          var length = 1
          while length < bytes.count, buffer[place + length] == bytes[length] { length += 1 }
          if length == bytes.count { return place }
        }
        place += 1
      }
      return nil
    }
  }
}
