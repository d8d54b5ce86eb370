/// Something that the configuration file, the environment and options may say, and what holds when none of them does.
package struct Setting<Value: Sendable>: Sendable {
  package let about: SettingDescription
  let fallback: Value
  let read: @Sendable (String) -> Value?

  /// - Parameters:
  ///   - form: what a value must be, in words that follow "must be".
  ///   - shown: the default as the file would say it, or in words.
  ///   - read: nil for what is no value.
  init(
    _ name: String, form: String, default fallback: Value, shown: SettingDescription.Default,
    option: String? = nil, _ help: String, read: @escaping @Sendable (String) -> Value?
  ) {
    self.fallback = fallback
    self.read = read
    about = SettingDescription(
      name: name, form: form, fallback: shown, option: option, help: help, accepts: { read($0) != nil })
  }

  /// What an option says about the setting; nil when it is not given.
  package func given(_ value: (some CustomStringConvertible)?) -> GivenSetting? {
    value.map { GivenSetting(name: about.name, option: about.option ?? "", text: "\($0)") }
  }
}

/// What an option on the command line says about a setting.
package struct GivenSetting: Sendable {
  var name: String
  var option: String
  var text: String

  /// A setting of librdkafka.
  package static func kafka(_ name: String, _ text: String) -> GivenSetting {
    GivenSetting(name: "kafka.\(name)", option: "--kafka", text: text)
  }
}

/// What people are told about a setting.
package struct SettingDescription: Sendable {
  package enum Default: Sendable, Hashable {
    /// As the file would say it.
    case value(String)
    case words(String)
  }

  /// SECTION.KEY.
  package let name: String
  /// What a value must be, in words that follow "must be".
  package let form: String
  package let fallback: Default
  /// The option that sets it, of the programs that have one.
  package let option: String?
  package let help: String
  let accepts: @Sendable (String) -> Bool

  package var section: String { String(name.prefix { $0 != "." }) }
  /// Without the section.
  package var key: String { String(name.drop { $0 != "." }.dropFirst()) }
  package var environment: String { EnvironmentName.of(name) }
  /// Whether the file gives several values, `[a, b]`.
  var isList: Bool { form.hasPrefix("a list") }

  /// For the `--help` of the option that sets it.
  package var optionHelp: String {
    let fallback =
      switch fallback {
      case .value(let text): text
      case .words(let text): text
      }
    return "\(help) (default: \(fallback); \(environment))"
  }
}

// MARK: - Forms

extension Setting where Value == Int {
  static func number(
    _ name: String, _ range: ClosedRange<Int>, default fallback: Int, option: String? = nil, _ help: String
  ) -> Setting {
    Setting(
      name, form: NumberForm.words(range), default: fallback, shown: .value("\(fallback)"), option: option,
      help
    ) { NumberForm.read($0, range) }
  }
}

extension Setting where Value == Int? {
  static func number(
    _ name: String, _ range: ClosedRange<Int>, otherwise: String, option: String? = nil, _ help: String
  ) -> Setting {
    Setting(
      name, form: NumberForm.words(range), default: nil, shown: .words(otherwise), option: option, help
    ) { NumberForm.read($0, range).map(Optional.some) }
  }
}

private enum NumberForm {
  static func words(_ range: ClosedRange<Int>) -> String {
    "a number of \(range.lowerBound) to \(range.upperBound)"
  }

  static func read(_ text: String, _ range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }
}

extension Setting where Value == String {
  static func text(
    _ name: String, form: String, default fallback: String, option: String? = nil, _ help: String,
    accepts: @escaping @Sendable (String) -> Bool = { !$0.isEmpty }
  ) -> Setting {
    Setting(
      name, form: form, default: fallback, shown: .value(fallback), option: option, help
    ) { accepts($0) ? $0 : nil }
  }

  static func choice(
    _ name: String, _ choices: [String], default fallback: String, option: String? = nil, _ help: String
  ) -> Setting {
    text(name, form: ChoiceForm.words(choices), default: fallback, option: option, help) {
      choices.contains($0)
    }
  }
}

extension Setting where Value == String? {
  static func text(
    _ name: String, form: String, otherwise: String, option: String? = nil, _ help: String
  ) -> Setting {
    Setting(name, form: form, default: nil, shown: .words(otherwise), option: option, help) {
      $0.isEmpty ? nil : .some($0)
    }
  }

  static func choice(
    _ name: String, _ choices: [String], otherwise: String, option: String? = nil, _ help: String
  ) -> Setting {
    Setting(
      name, form: ChoiceForm.words(choices), default: nil, shown: .words(otherwise), option: option, help
    ) { choices.contains($0) ? .some($0) : nil }
  }
}

private enum ChoiceForm {
  static func words(_ choices: [String]) -> String { "one of \(choices.joined(separator: ", "))" }
}

extension Setting where Value == Bool {
  static func flag(
    _ name: String, default fallback: Bool, option: String? = nil, _ help: String
  ) -> Setting {
    Setting(
      name, form: "true or false", default: fallback, shown: .value("\(fallback)"), option: option, help
    ) { Bool($0) }
  }
}
