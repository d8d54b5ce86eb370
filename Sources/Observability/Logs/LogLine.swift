import Logging

/// What one log line says, before it is put into words.
struct LogLine {
  var time: LogTime
  var level: Logger.Level
  var label: String
  var message: String
  /// The error that swift-log carries beside the message, in words.
  var error: String?
  var metadata: Logger.Metadata

  func rendered(_ format: LogFormat, colors: Bool) -> String {
    switch format {
    case .text: text(colors: colors)
    case .json: json
    }
  }
}

extension LogLine {
  /// `2026-07-01T08:00:00.123Z INFO  aggregator: Listening port=8480`
  private func text(colors: Bool) -> String {
    let name = level.rawValue.uppercased()
    let padded = name + String(repeating: " ", count: max(0, 8 - name.count))
    let shown = colors ? "\(color)\(padded)\u{1B}[0m" : padded
    var line = "\(time.iso8601) \(shown) \(label): \(Self.oneLine(message))"
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      line += " \(Self.oneLine(key))=\(Self.quoted(value.description))"
    }
    if let error { line += " error=\(Self.quoted(error))" }
    return line + "\n"
  }

  private var color: String {
    switch level {
    case .trace, .debug: "\u{1B}[2m"
    case .info: "\u{1B}[32m"
    case .notice: "\u{1B}[36m"
    case .warning: "\u{1B}[33m"
    case .error: "\u{1B}[31m"
    case .critical: "\u{1B}[1;31m"
    }
  }

  private static func quoted(_ value: String) -> String {
    let plain = !value.isEmpty && !value.unicodeScalars.contains { " \"=".unicodeScalars.contains($0) }
    guard !plain else { return oneLine(value) }
    return "\"\(oneLine(value).replacing("\"", with: "\\\""))\""
  }

  /// Control characters are spelt out: what a record says must not forge a line or steer a terminal.
  private static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isControl(scalar) {
          result += scalar.escaped(asASCII: true)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}

extension LogLine {
  private var json: String {
    var fields = [
      ("time", JSONText.string(time.iso8601)), ("level", JSONText.string(level.rawValue)),
      ("label", JSONText.string(label)), ("message", JSONText.string(message)),
    ]
    if let error { fields.append(("error", JSONText.string(error))) }
    if !metadata.isEmpty { fields.append(("metadata", Self.json(.dictionary(metadata)))) }
    return JSONText.object(fields) + "\n"
  }

  private static func json(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): JSONText.string(text)
    case .stringConvertible(let convertible): JSONText.string(convertible.description)
    case .array(let values): "[\(values.map(json).joined(separator: ","))]"
    case .dictionary(let values):
      JSONText.object(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
  }
}
