/// A piece of a page.
///
/// What stands in a literal is markup; what is put into one with `\(…)` is text, and escaped for content and for
/// attributes in double quotes. There is no other way in, so that no name, reason or address can become markup.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  /// Nothing.
  package static let none: HTML = ""

  package init(stringLiteral value: StaticString) {
    text = value.description
  }

  package init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
  }

  private init(markup: String) {
    text = markup
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      text += literal.description
    }

    package mutating func appendInterpolation(_ value: some StringProtocol) {
      HTML.append(String(value), to: &text)
    }

    package mutating func appendInterpolation(_ value: Int) {
      text += String(value)
    }

    package mutating func appendInterpolation(_ value: HTML) {
      text += value.text
    }

    package mutating func appendInterpolation(_ value: HTML?) {
      text += value?.text ?? ""
    }

    package mutating func appendInterpolation(_ values: [HTML]) {
      for value in values { text += value.text }
    }
  }

  package var isEmpty: Bool { text.isEmpty }

  package static func + (a: HTML, b: HTML) -> HTML { HTML(markup: a.text + b.text) }

  package static func += (a: inout HTML, b: HTML) { a.text += b.text }

  /// Control characters, which no page may hold, are left out.
  private static func append(_ raw: String, to text: inout String) {
    for scalar in raw.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\n", "\t": text.unicodeScalars.append(scalar)
      default: if scalar.value >= 32 && scalar.value != 127 { text.unicodeScalars.append(scalar) }
      }
    }
  }
}

extension Sequence<HTML> {
  package func joined(by separator: HTML = .none) -> HTML {
    var all = HTML.none
    for (index, piece) in enumerated() {
      if index > 0 { all += separator }
      all += piece
    }
    return all
  }
}

extension Sequence {
  /// The pieces that `body` makes of the elements, one behind the other.
  package func html(_ body: (Element) -> HTML) -> HTML {
    var all = HTML.none
    for element in self { all += body(element) }
    return all
  }
}
