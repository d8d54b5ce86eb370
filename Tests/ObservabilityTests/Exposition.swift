/// Reads Prometheus' text format, written from its specification and not from the code under test.
struct Exposition {
  struct Sample: Equatable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  struct Malformed: Error {
    var line: String
    var reason: String
  }

  private(set) var types: [String: String] = [:]
  private(set) var help: [String: String] = [:]
  private(set) var samples: [Sample] = []

  init(_ text: String) throws {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Malformed(line: "", reason: "no last line feed") }
    var closed: Set<String> = []
    var current = ""
    for line in text.split(separator: "\n") {
      let line = String(line)
      if line.hasPrefix("# ") {
        let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
        guard parts.count >= 3 else { throw Malformed(line: line, reason: "comment") }
        let rest = parts.count > 3 ? parts[3] : ""
        if parts[2] != current {
          guard closed.insert(parts[2]).inserted else { throw Malformed(line: line, reason: "family twice") }
          current = parts[2]
        }
        if parts[1] == "TYPE" {
          guard types.updateValue(rest, forKey: current) == nil else {
            throw Malformed(line: line, reason: "type twice")
          }
        } else if parts[1] == "HELP" {
          help[current] = rest
        }
        continue
      }
      let sample = try Self.sample(line)
      let family = Self.family(sample.name, types[current] ?? "")
      guard family == current else { throw Malformed(line: line, reason: "outside its family") }
      guard !samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else {
        throw Malformed(line: line, reason: "series twice")
      }
      samples.append(sample)
    }
  }

  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    samples.first { $0.name == name && $0.labels == labels }?.value
  }

  private static func family(_ name: String, _ type: String) -> String {
    guard type == "histogram" else { return name }
    for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  private static func sample(_ line: String) throws -> Sample {
    var rest = line[...]
    let name = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") })
    guard let first = name.first, !first.isNumber else { throw Malformed(line: line, reason: "name") }
    rest = rest.dropFirst(name.count)
    var labels: [String: String] = [:]
    if rest.first == "{" {
      rest.removeFirst()
      while rest.first != "}" {
        let label = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        rest = rest.dropFirst(label.count)
        guard !label.isEmpty, rest.hasPrefix("=\"") else { throw Malformed(line: line, reason: "label") }
        rest = rest.dropFirst(2)
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
          guard character == "\\" else {
            value.append(character)
            continue
          }
          switch rest.popFirst() {
          case "n": value.append("\n")
          case "\\": value.append("\\")
          case "\"": value.append("\"")
          default: throw Malformed(line: line, reason: "escape")
          }
        }
        guard labels.updateValue(value, forKey: label) == nil else {
          throw Malformed(line: line, reason: "label twice")
        }
        if rest.first == "," { rest.removeFirst() }
      }
      rest.removeFirst()
    }
    guard rest.first == " ", let value = number(String(rest.dropFirst())) else {
      throw Malformed(line: line, reason: "value")
    }
    return Sample(name: name, labels: labels, value: value)
  }

  private static func number(_ text: String) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    case "NaN": .nan
    default: Double(text)
    }
  }
}
