/// Reads a rule by recursive descent, with a bound on how deep and how large it may be.
struct RuleParser {
  typealias Failure = RequirementSyntax.Failure

  private let others: RequirementSyntax.OtherItems
  /// The first unit in a rule on the item's own numbers, where the item has none.
  private(set) var unit: MeasureUnit?
  private var depth = 0
  private var count = 0
  /// Within a combination, what has a meaning there is quoted.
  private var isNested = false
  /// Whether the rule at hand is about the item's own observation.
  private var isOwn = true

  init(others: RequirementSyntax.OtherItems) {
    self.others = others
  }

  mutating func requirement(_ text: String, observing observes: Observable) throws(Failure) -> Rule {
    guard text.utf8.count <= RequirementSyntax.maximumLength else {
      throw Failure(description: "is longer than \(RequirementSyntax.maximumLength) bytes")
    }
    guard !text.isEmpty else { throw Failure(description: "is missing: \(Self.advice(observes))") }
    return try rule(text[...], observing: observes)
  }

  private mutating func rule(_ text: Substring, observing observes: Observable) throws(Failure) -> Rule {
    count += 1
    guard count <= RequirementSyntax.maximumParts else {
      throw Failure(description: "has more than \(RequirementSyntax.maximumParts) rules in it")
    }
    let text = text.trimmed
    // An option may be called anything, so what is an option is not looked at further.
    if !isNested, case .choice(let options) = observes, let names = Self.plainOptions(text, among: options) {
      return .oneOf(names)
    }
    if let found = Self.combination(text) { return try combination(found, observing: observes) }
    if let rest = text.after("item ") { return try reference(rest) }
    if let rest = text.after("site ") { return .site(try siteTypes(rest)) }
    return try atom(text, observing: observes)
  }

  // MARK: Combinations

  enum Combination {
    case all, any, not
    case atLeast(Int)
  }

  /// The combination that a text begins with, and what stands between its parentheses or is wrong with them.
  static func combination(_ text: Substring) -> (kind: Combination, inner: Substring)? {
    let kind: Combination
    let rest: Substring
    if let found = text.afterWord("all") {
      (kind, rest) = (.all, found)
    } else if let found = text.afterWord("any") {
      (kind, rest) = (.any, found)
    } else if let found = text.afterWord("not") {
      (kind, rest) = (.not, found)
    } else if let found = text.after("at least ") {
      let digits = found.trimmed.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits),
        let found = found.trimmed.dropFirst(digits.count).trimmed.afterWord("of")
      else { return nil }
      (kind, rest) = (.atLeast(number), found)
    } else {
      return nil
    }
    let parenthesis = rest.trimmed
    return parenthesis.utf8.first == UInt8(ascii: "(")
      ? (kind, Substring(parenthesis.unicodeScalars.dropFirst())) : nil
  }

  private mutating func combination(
    _ found: (kind: Combination, inner: Substring), observing observes: Observable
  ) throws(Failure) -> Rule {
    let texts = try Self.parts(of: found.inner)
    depth += 1
    let wasNested = isNested
    isNested = true
    defer {
      depth -= 1
      isNested = wasNested
    }
    guard depth <= RequirementSyntax.maximumDepth else {
      throw Failure(description: "is more than \(RequirementSyntax.maximumDepth) combinations deep")
    }
    var rules: [Rule] = []
    for text in texts {
      guard !text.trimmed.isEmpty else {
        throw Failure(description: "a combination has an empty part; parts are separated by ;")
      }
      rules.append(try rule(text, observing: observes))
    }
    switch found.kind {
    case .all: return .all(rules)
    case .any: return .any(rules)
    case .not:
      guard rules.count == 1, let rule = rules.first else {
        throw Failure(description: "not(...) takes one rule; write not(any(A; B)) or not(all(A; B))")
      }
      return .not(rule)
    case .atLeast(let number):
      guard (1...rules.count).contains(number) else {
        throw Failure(description: "\"at least \(number) of\" \(rules.count) rules is no choice among them")
      }
      return .atLeast(number, rules)
    }
  }

  /// Cuts what follows an opening parenthesis at the semicolons, up to the closing one, which must end the text.
  private static func parts(of text: Substring) throws(Failure) -> [Substring] {
    var parts: [Substring] = []
    var (start, open, isQuoted) = (text.startIndex, 0, false)
    // By scalars: a combining mark behind a parenthesis does not make it another character.
    for index in text.unicodeScalars.indices {
      switch text.unicodeScalars[index] {
      case "\"": isQuoted.toggle()
      case _ where isQuoted: break
      case "(": open += 1
      case ")" where open > 0: open -= 1
      case ")":
        parts.append(text[start..<index])
        let rest = text[text.unicodeScalars.index(after: index)...].trimmed
        guard rest.isEmpty else {
          throw Failure(description: "\"\(rest.prefix(40))\" follows a closing parenthesis")
        }
        return parts
      case ";" where open == 0:
        parts.append(text[start..<index])
        start = text.unicodeScalars.index(after: index)
      default: break
      }
    }
    throw Failure(
      description: isQuoted ? "a quotation mark is not closed" : "a parenthesis is not closed")
  }

  // MARK: Other items and the site

  private mutating func reference(_ text: Substring) throws(Failure) -> Rule {
    var rest = text.trimmed
    let id = try Self.word(&rest)
    let text = rest.trimmed
    guard !text.isEmpty else {
      throw Failure(description: "item \(id): say what must be observed there, such as item \(id) yes")
    }
    guard case .known(let observable) = others else { return .item(id, .all([])) }
    guard let observes = observable(id) else { throw Failure(description: "there is no item \"\(id)\"") }
    guard observes != .items else {
      throw Failure(description: "item \"\(id)\" observes nothing itself; ask the items that decide it")
    }
    let wasOwn = isOwn
    isOwn = false
    defer { isOwn = wasOwn }
    do throws(Failure) {
      return .item(id, try rule(text, observing: observes))
    } catch {
      throw Failure(description: "item \(id): \(error.description)")
    }
  }

  private func siteTypes(_ text: Substring) throws(Failure) -> [String] {
    let types =
      try isNested || text.trimmed.utf8.first == UInt8(ascii: "\"")
      ? Self.quotable(text) : text.splittingList()
    guard types.allSatisfy({ !$0.isEmpty }) else {
      throw Failure(description: "name the site types, such as site school | hospital")
    }
    return types
  }

  // MARK: Rules on one observation

  private mutating func atom(_ text: Substring, observing observes: Observable) throws(Failure) -> Rule {
    switch observes {
    case .boolean:
      guard let value = BooleanText.value(of: text) else {
        throw Failure(description: "\"\(text.prefix(80))\" is not yes or no")
      }
      return .answer(value)
    case .number(let unit): return .number(try number(text, unit: unit))
    case .count:
      let rule = try number(text, unit: nil)
      guard rule.unit == nil else { throw Failure(description: "\"\(text)\": a count has no unit") }
      return .number(rule)
    case .numbers(let unit): return try numbers(text, unit: unit)
    case .choice(let options): return .oneOf(try optionNames(text, among: options))
    case .choices(let options): return try choices(text, among: options)
    case .date: return .date(try DateRuleSyntax.parse(text))
    case .text: return .text(try textRule(text))
    case .items:
      throw Failure(
        description:
          "\"\(text.prefix(80))\" is no condition; write item ID RULE, site TYPE, all(...) or any(...)")
    }
  }

  private mutating func number(_ text: Substring, unit: MeasureUnit?) throws(Failure) -> NumberRule {
    let rule = try NumberRuleSyntax.parse(text)
    guard let written = rule.unit else { return rule }
    if let known = unit ?? (isOwn ? self.unit : nil) {
      guard written.dimension == known.dimension else {
        throw Failure(
          description:
            "\(written.symbol) is \(written.dimension), but \(known.symbol) is \(known.dimension)")
      }
    } else if isOwn {
      self.unit = written
    } else {
      throw Failure(description: "\"\(text)\" has a unit, but the item has none")
    }
    return rule
  }

  private mutating func numbers(_ text: Substring, unit: MeasureUnit?) throws(Failure) -> Rule {
    if let rest = text.after("each ") { return .each(try rule(rest, observing: .number(unit))) }
    if let rest = text.after("count ") { return .count(try wholeRange(rest)) }
    if let rest = text.after("at least ") {
      let digits = rest.trimmed.prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits), number > 0,
        let rule = rest.trimmed.dropFirst(digits.count).trimmed.after("are ")
      {
        return .several(number, try self.rule(rule, observing: .number(unit)))
      }
    }
    throw Failure(
      description: "\"\(text.prefix(80))\" is no rule on several numbers; \(Self.advice(.numbers(nil)))")
  }

  private func wholeRange(_ text: Substring) throws(Failure) -> NumberRange {
    let rule = try NumberRuleSyntax.parse(text)
    guard case .range(let range) = rule.form, rule.unit == nil else {
      throw Failure(description: "\"count \(text)\" is no range; write count >= 2 or count 2..4")
    }
    return range
  }

  private func choices(_ text: Substring, among options: [String]) throws(Failure) -> Rule {
    if let rest = text.after("contains ") { return .contains(try optionNames(rest, among: options)) }
    if let rest = text.after("only ") { return .only(try optionNames(rest, among: options)) }
    if let rest = text.after("none of ") { return .noneOf(try optionNames(rest, among: options)) }
    if let rest = text.after("count ") { return .count(try wholeRange(rest)) }
    throw Failure(
      description: "\"\(text.prefix(80))\" is no rule on several choices; \(Self.advice(.choices([])))")
  }

  private func textRule(_ text: Substring) throws(Failure) -> TextRule {
    if text == "present" { return .present }
    guard let rest = text.after("matches ") else {
      throw Failure(description: "\"\(text.prefix(80))\" is no text rule; write present or matches PATTERN")
    }
    var pattern = rest.trimmingBlanks()
    if isNested, pattern.utf8.first == UInt8(ascii: "\"") {
      var rest = rest.trimmed
      pattern = try Self.word(&rest)
      guard rest.trimmed.isEmpty else { throw Failure(description: "\"\(rest)\" follows the pattern") }
    }
    guard pattern.utf8.count <= TextPattern.maximumLength else {
      throw Failure(description: "the pattern is longer than \(TextPattern.maximumLength) bytes")
    }
    do {
      _ = try TextPattern(pattern)
    } catch {
      throw Failure(description: "\"\(pattern)\" is no regular expression: \(error)")
    }
    return .matches(pattern)
  }

  // MARK: Names

  private func optionNames(_ text: Substring, among options: [String]) throws(Failure) -> [String] {
    if !isNested, let names = Self.plainOptions(text, among: options) { return names }
    let names = try isNested ? Self.quotable(text) : text.splittingList()
    for name in names where !options.contains(name) {
      throw Failure(
        description: "\"\(name)\" is none of the options\(NearestName.hint(for: name, among: options))")
    }
    return names
  }

  /// The options that a text names, or nil when one of them is none.
  private static func plainOptions(_ text: Substring, among options: [String]) -> [String]? {
    let names = text.splittingList()
    return names.allSatisfy(options.contains) ? names : nil
  }

  /// Names separated by `|`, each as it is or in quotation marks.
  private static func quotable(_ text: Substring) throws(Failure) -> [String] {
    var names: [String] = []
    var rest = text.trimmed
    while true {
      if rest.unicodeScalars.first == "\"" {
        names.append(try word(&rest))
      } else {
        let end = rest.unicodeScalars.firstIndex(of: "|") ?? rest.endIndex
        names.append(rest[..<end].trimmingBlanks())
        rest = rest[end...]
      }
      rest = rest.trimmed
      if rest.isEmpty { return names }
      guard rest.unicodeScalars.first == "|" else {
        throw Failure(description: "\"\(rest.prefix(40))\" follows a name; names are separated by |")
      }
      rest = Substring(rest.unicodeScalars.dropFirst()).trimmed
    }
  }

  /// Takes a word up to a blank, or a text in quotation marks, in which two of them stand for one.
  static func word(_ rest: inout Substring) throws(Failure) -> String {
    guard rest.unicodeScalars.first == "\"" else {
      let end = rest.unicodeScalars.firstIndex { $0 == " " || $0 == "\t" } ?? rest.endIndex
      defer { rest = rest[end...] }
      return String(rest[..<end])
    }
    var text = String.UnicodeScalarView()
    var scalars = rest.unicodeScalars.dropFirst()
    while let scalar = scalars.popFirst() {
      if scalar == "\"" {
        guard scalars.first == "\"" else {
          rest = Substring(scalars)
          return String(text)
        }
        scalars.removeFirst()
      }
      text.append(scalar)
    }
    throw Failure(description: "a quotation mark is not closed")
  }

  private static func advice(_ observes: Observable) -> String {
    switch observes {
    case .boolean: "write yes or no"
    case .number: "write 1.0..1.4, >= 1, > 1, <= 4, < 4, = 0 or 12 V ± 5%"
    case .count: "write >= 2, 2..4 or = 0"
    case .numbers: "write each >= 0.9, at least 2 are >= 0.9 or count >= 3"
    case .choice: "name the options that pass, such as good | worn"
    case .choices: "write contains A | B, only A | B, none of A | B or count >= 2"
    case .date: "write age <= 365 days or not expired"
    case .text: "write present or matches PATTERN"
    case .items: "write item ID RULE, site TYPE, all(...) or any(...)"
    }
  }
}

extension Substring {
  /// Without blanks, tabs and line ends around it.
  var trimmed: Substring {
    let isInk = { (byte: UInt8) in byte != 32 && byte != 9 && byte != 10 && byte != 13 }
    guard let first = utf8.firstIndex(where: isInk), let last = utf8.lastIndex(where: isInk) else {
      return self[endIndex...]
    }
    return self[first..<utf8.index(after: last)]
  }

  /// What follows a beginning of the text.
  func after(_ start: String) -> Substring? {
    utf8.starts(with: start.utf8) ? self[utf8.index(startIndex, offsetBy: start.utf8.count)...] : nil
  }

  /// What follows a word that ends there.
  func afterWord(_ word: String) -> Substring? {
    guard let rest = after(word) else { return nil }
    return rest.utf8.first.map { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: "(") } ?? true ? rest : nil
  }
}
