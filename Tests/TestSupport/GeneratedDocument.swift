import Foundation

/// A part of a page in `docs/` that is made from the code, between two comments.
package struct GeneratedDocument {
  private let file: URL
  private let lines: [String]
  private let range: Range<Int>

  package struct NoSuchPart: Error {
    var page: String
    var part: String
  }

  /// - Parameters:
  ///   - page: its name in `docs/`.
  ///   - part: what stands behind `<!-- `, and behind `<!-- end of `.
  package init(_ page: String, part: String) throws {
    file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/\(page)")
    lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    guard let first = lines.firstIndex(where: { $0.hasPrefix("<!-- \(part):") }),
      let last = lines.firstIndex(where: { $0.hasPrefix("<!-- end of \(part)") }), first < last
    else { throw NoSuchPart(page: page, part: part) }
    range = (first + 1)..<last
  }

  package var text: String { lines[range].joined(separator: "\n") }

  /// What should stand there, as lines of the page.
  ///
  /// With HAZARDFLEET_WRITE_DOCS in the environment it is written there first.
  package func expected(_ text: String) throws -> String {
    let expected = "\n\(text)\n"
    if ProcessInfo.processInfo.environment["HAZARDFLEET_WRITE_DOCS"] != nil, expected != self.text {
      let all = lines[..<range.lowerBound] + [expected] + lines[range.upperBound...]
      try Data(all.joined(separator: "\n").utf8).write(to: file)
    }
    return expected
  }
}
