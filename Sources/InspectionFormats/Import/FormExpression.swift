import Inspection

/// What an XLSForm's `constraint` or `relevant` says: the part of XPath that forms use, as a tree.
indirect enum FormExpression: Equatable {
  /// `.`: the question's own answer.
  case own
  /// `${name}`
  case question(String)
  case text(String)
  case number(Double)
  case call(String, [FormExpression])
  case and([FormExpression])
  case or([FormExpression])
  /// One of `=`, `!=`, `<`, `<=`, `>`, `>=`.
  case comparison(String, FormExpression, FormExpression)
  /// One of `+`, `-`, `*`, `div`, `mod`.
  case arithmetic(String, FormExpression, FormExpression)

  /// Why an expression cannot be read or carried over.
  struct Failure: Error, Equatable {
    var reason: String

    init(_ reason: String) {
      self.reason = reason
    }
  }

  /// - Throws: `Failure` for anything that is no such expression, is too long or lies too deep.
  init(_ text: String) throws(Failure) {
    var parser = FormExpressionParser(tokens: try FormToken.tokens(of: text))
    self = try parser.whole()
  }
}

/// A word, sign or literal of an expression.
enum FormToken: Equatable {
  case text(String)
  case number(Double)
  case question(String)
  case word(String)
  case sign(String)

  static let maximumLength = 4_000

  static func tokens(of text: String) throws(FormExpression.Failure) -> [FormToken] {
    guard text.utf8.count <= maximumLength else {
      throw FormExpression.Failure("is longer than \(maximumLength) bytes")
    }
    var tokens: [FormToken] = []
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      if first.properties.isWhitespace {
        rest.removeFirst()
      } else {
        tokens.append(try next(&rest))
      }
    }
    return tokens
  }

  private static func next(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(FormExpression.Failure) -> FormToken {
    guard let first = rest.first else { throw FormExpression.Failure("is empty") }
    if first == "'" || first == "\"" {
      rest.removeFirst()
      guard let end = rest.firstIndex(of: first) else { throw FormExpression.Failure("a text is not closed") }
      defer { rest = rest[rest.index(after: end)...] }
      return .text(String(rest[..<end]))
    }
    if first == "$" {
      guard rest.dropFirst().first == "{", let end = rest.firstIndex(of: "}") else {
        throw FormExpression.Failure("a ${...} is not closed")
      }
      defer { rest = rest[rest.index(after: end)...] }
      return .question(String(rest[..<end].dropFirst(2)).trimmingBlanks())
    }
    let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
    if isDigit(first) || (first == "." && (rest.dropFirst().first.map(isDigit) ?? false)) {
      let digits = rest.prefix { isDigit($0) || $0 == "." }
      rest = rest.dropFirst(digits.count)
      guard let number = Double(String(digits)) else {
        throw FormExpression.Failure("\(digits) is no number")
      }
      return .number(number)
    }
    for sign in ["<=", ">=", "!=", "<", ">", "=", "(", ")", ",", ".", "+", "-", "*"]
    where rest.starts(with: sign.unicodeScalars) {
      rest = rest.dropFirst(sign.unicodeScalars.count)
      return .sign(sign)
    }
    let word = rest.prefix {
      $0.properties.isAlphabetic || isDigit($0) || $0 == "-" || $0 == "_" || $0 == ":"
    }
    guard !word.isEmpty else { throw FormExpression.Failure("\"\(first)\" is not understood") }
    rest = rest.dropFirst(word.count)
    return .word(String(word))
  }
}

/// Reads an expression by recursive descent.
struct FormExpressionParser {
  private typealias Failure = FormExpression.Failure
  private static let maximumDepth = 32

  private let tokens: [FormToken]
  private var position = 0
  private var depth = 0

  init(tokens: [FormToken]) {
    self.tokens = tokens
  }

  private var current: FormToken? { position < tokens.count ? tokens[position] : nil }

  mutating func whole() throws(FormExpression.Failure) -> FormExpression {
    let expression = try disjunction()
    guard position == tokens.count else { throw Failure("what follows its end is not understood") }
    return expression
  }

  private mutating func accept(_ token: FormToken) -> Bool {
    guard current == token else { return false }
    position += 1
    return true
  }

  private mutating func disjunction() throws(FormExpression.Failure) -> FormExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw Failure("its parentheses lie too deep") }
    var parts = [try conjunction()]
    while accept(.word("or")) { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(FormExpression.Failure) -> FormExpression {
    var parts = [try comparison()]
    while accept(.word("and")) { parts.append(try comparison()) }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func comparison() throws(FormExpression.Failure) -> FormExpression {
    let left = try sum()
    guard case .sign(let sign) = current, ["=", "!=", "<", "<=", ">", ">="].contains(sign) else {
      return left
    }
    position += 1
    return .comparison(sign, left, try sum())
  }

  private mutating func sum() throws(FormExpression.Failure) -> FormExpression {
    var left = try primary()
    while let sign = arithmeticSign {
      position += 1
      left = .arithmetic(sign, left, try primary())
    }
    return left
  }

  private var arithmeticSign: String? {
    switch current {
    case .sign(let sign) where ["+", "-", "*"].contains(sign): sign
    case .word(let word) where word == "div" || word == "mod": word
    default: nil
    }
  }

  private mutating func primary() throws(FormExpression.Failure) -> FormExpression {
    guard let token = current else { throw Failure("it ends in the middle") }
    position += 1
    switch token {
    case .text(let text): return .text(text)
    case .number(let number): return .number(number)
    case .question(let name): return .question(name)
    case .sign("."): return .own
    case .sign("-"):
      guard case .number(let number) = current else { throw Failure("a minus sign is not understood") }
      position += 1
      return .number(-number)
    case .sign("("):
      let inner = try disjunction()
      guard accept(.sign(")")) else { throw Failure("a parenthesis is not closed") }
      return inner
    case .word(let name):
      guard accept(.sign("(")) else { throw Failure("\"\(name)\" is not understood") }
      return .call(name, try arguments())
    case .sign(let sign): throw Failure("\"\(sign)\" is not expected there")
    }
  }

  private mutating func arguments() throws(FormExpression.Failure) -> [FormExpression] {
    var arguments: [FormExpression] = []
    if accept(.sign(")")) { return arguments }
    repeat { arguments.append(try disjunction()) } while accept(.sign(","))
    guard accept(.sign(")")) else { throw Failure("a parenthesis is not closed") }
    return arguments
  }
}
