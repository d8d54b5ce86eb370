/// How a worker finds out by itself whether a requirement is met.
package enum Probe: Sendable, Hashable {
  /// Runs a program that keeps to the Monitoring Plugins guidelines: exit code 0 is OK, 1 warning, 2 critical,
  /// 3 unknown.
  case plugin(PluginCall)
}

/// A program of the worker's allow-list, with arguments.
package struct PluginCall: Sendable, Hashable {
  /// Its name on the allow-list; what is run and for how long at most stands there.
  package var name: String
  /// `{site}`, `{region}` and `{type}` stand for the site's own.
  package var arguments: [String]

  package init(name: String, arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  package func arguments(for site: SiteReference) -> [String] {
    arguments.map {
      $0.replacing("{site}", with: site.id).replacing("{region}", with: site.region)
        .replacing("{type}", with: site.type)
    }
  }
}

/// The one-line form of a probe, the same in every checklist format: `plugin check_ping -H {site} -w 100,20%`.
/// Words are separated by blanks; double quotes keep blanks inside a word. No shell ever sees them.
package enum ProbeSyntax {
  /// Why a probe cannot be read.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  package static func parse(_ text: String) throws(Failure) -> Probe {
    let words = try words(of: text)
    guard words.first == "plugin" else {
      throw Failure(description: "\"\(text)\" is no probe; write plugin NAME ARGUMENT ...")
    }
    guard words.count > 1, !words[1].isEmpty, words[1].allSatisfy(isNameCharacter) else {
      throw Failure(description: "a plugin needs a name of letters, digits, '_', '-' and '.'")
    }
    return .plugin(PluginCall(name: words[1], arguments: Array(words.dropFirst(2))))
  }

  package static func text(of probe: Probe) -> String {
    switch probe {
    case .plugin(let call): (["plugin", call.name] + call.arguments.map(quoted)).joined(separator: " ")
    }
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_-.".contains(character))
  }

  private static func quoted(_ word: String) -> String {
    word.isEmpty || word.contains { $0.isWhitespace } ? "\"\(word)\"" : word
  }

  private static func words(of text: String) throws(Failure) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in text {
      if character == "\0" { throw Failure(description: "a probe with a NUL in it") }
      if character == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if character.isWhitespace, !isQuoted {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard !isQuoted else { throw Failure(description: "a double quote is not closed") }
    if let word { words.append(word) }
    return words
  }
}
