/// The one-line form of a probe, the same in every checklist format. No shell ever sees it.
///
/// | probe | words |
/// | --- | --- |
/// | `plugin NAME ARGUMENT ...` | `perf:LABEL<=25GB`, `alert:LABEL=10:20` |
/// | `http URL` | `status=200,204-206`, `latency<=500ms`, `json:/POINTER<=25`, `fresh<=5m`, `fresh:/POINTER<=5m`, `timeout=10s` |
/// | `tcp HOST:PORT` | `latency<=500ms`, `timeout=10s` |
/// | `tls HOST:PORT` | `days>=30`, `name=HOST`, `timeout=10s` |
package enum ProbeSyntax {
  /// Why a probe cannot be read.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  package static func parse(_ text: String) throws(Failure) -> Probe {
    let words = try ProbeWords.split(text)
    guard let kind = words.first, words.count > 1 else {
      throw Failure(
        description:
          "\"\(text)\" is no probe; write plugin NAME ..., http URL, tcp HOST:PORT or tls HOST:PORT")
    }
    let rest = words.dropFirst(2)
    switch kind {
    case "plugin": return .plugin(try plugin(words[1], rest))
    case "http": return .http(try http(words[1], rest))
    case "tcp": return .tcp(try tcp(words[1], rest))
    case "tls": return .tls(try tls(words[1], rest))
    default:
      let hint = NearestName.hint(for: kind, among: ["plugin", "http", "tcp", "tls"])
      throw Failure(description: "\"\(kind)\" is no kind of probe\(hint)")
    }
  }

  private static func plugin(_ name: String, _ arguments: ArraySlice<String>) throws(Failure) -> PluginCall {
    let isName = name.allSatisfy { character in
      character.isASCII && (character.isLetter || character.isNumber || "_-.".contains(character))
    }
    guard !name.isEmpty, isName else {
      throw Failure(description: "a plugin needs a name of letters, digits, '_', '-' and '.'")
    }
    var call = PluginCall(name: name, arguments: [])
    for word in arguments {
      if let rule = try PerformanceRule.parse(word) {
        call.rules.append(rule)
      } else {
        call.arguments.append(word)
      }
    }
    return call
  }

  private static func http(_ url: String, _ words: ArraySlice<String>) throws(Failure) -> HTTPProbe {
    let isURL = ["http://", "https://"].contains { url.hasPrefix($0) && url.count > $0.count }
    guard isURL, !url.contains(where: \.isWhitespace) else {
      throw Failure(description: "\"\(url)\" is no address such as https://{address}/status")
    }
    var probe = HTTPProbe(url: url)
    for word in words {
      if let value = word.value(after: "status=") {
        probe.statuses = try statuses(value)
      } else if let value = word.value(after: "latency<=") {
        probe.latencyLimit = try ProbeWords.duration(value)
      } else if let value = word.value(after: "json:") {
        probe.conditions.append(try condition(value))
      } else if let value = word.value(after: "fresh<=") {
        probe.freshness.append(FreshnessRule(pointer: nil, limit: try ProbeWords.duration(value)))
      } else if let value = word.value(after: "fresh:") {
        probe.freshness.append(try freshness(value))
      } else if let value = word.value(after: "timeout=") {
        probe.timeout = try timeout(value)
      } else {
        throw unknown(word, "status=, latency<=, json:, fresh<=, fresh: and timeout=")
      }
    }
    return probe
  }

  private static func tcp(_ endpoint: String, _ words: ArraySlice<String>) throws(Failure) -> TCPProbe {
    var probe = TCPProbe(endpoint: try self.endpoint(endpoint))
    for word in words {
      if let value = word.value(after: "latency<=") {
        probe.latencyLimit = try ProbeWords.duration(value)
      } else if let value = word.value(after: "timeout=") {
        probe.timeout = try timeout(value)
      } else {
        throw unknown(word, "latency<= and timeout=")
      }
    }
    return probe
  }

  private static func tls(_ endpoint: String, _ words: ArraySlice<String>) throws(Failure) -> TLSProbe {
    var probe = TLSProbe(endpoint: try self.endpoint(endpoint))
    for word in words {
      if let value = word.value(after: "days>=") {
        guard let days = Int(value), (0...36_500).contains(days) else {
          throw Failure(description: "\"\(value)\" is no number of days")
        }
        probe.days = days
      } else if let value = word.value(after: "name=") {
        probe.name = String(value)
      } else if let value = word.value(after: "timeout=") {
        probe.timeout = try timeout(value)
      } else {
        throw unknown(word, "days>=, name= and timeout=")
      }
    }
    return probe
  }

  private static func unknown(_ word: String, _ known: String) -> Failure {
    Failure(description: "\"\(word)\" is not understood; known are \(known)")
  }

  private static func timeout(_ text: Substring) throws(Failure) -> Duration {
    let duration = try ProbeWords.duration(text)
    guard duration > .zero, duration <= ProbeTimeouts.longest else {
      throw Failure(description: "a timeout is more than 0 and at most \(ProbeTimeouts.longest)")
    }
    return duration
  }

  /// With placeholders it can only be judged as far as it is text.
  private static func endpoint(_ text: String) throws(Failure) -> ProbeEndpoint {
    guard text.contains("{") || ProbeEndpoint.split(text) != nil, !text.contains(where: \.isWhitespace) else {
      throw Failure(description: "\"\(text)\" is no host:port")
    }
    return ProbeEndpoint(text)
  }

  private static func statuses(_ text: Substring) throws(Failure) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let lower = ends[0], let upper = ends[ends.count - 1],
        (100...599).contains(lower), (lower...599).contains(upper)
      else { throw Failure(description: "\"\(text)\" is no list of status codes such as 200,204-206") }
      ranges.append(lower...upper)
    }
    return ranges
  }

  private static func condition(_ text: Substring) throws(Failure) -> JSONCondition {
    for start in text.indices {
      for comparison in JSONCondition.Comparison.allCases where text[start...].hasPrefix(comparison.rawValue)
      {
        return JSONCondition(
          pointer: try pointer(text[..<start]), comparison: comparison,
          value: String(text[start...].dropFirst(comparison.rawValue.count)))
      }
    }
    throw Failure(description: "\"json:\(text)\" compares nothing; write json:/ppm<=25")
  }

  private static func freshness(_ text: Substring) throws(Failure) -> FreshnessRule {
    guard let sign = text.firstRange(of: "<=") else {
      throw Failure(description: "\"fresh:\(text)\" has no limit; write fresh:/taken_at<=5m")
    }
    return FreshnessRule(
      pointer: try pointer(text[..<sign.lowerBound]), limit: try ProbeWords.duration(text[sign.upperBound...])
    )
  }

  private static func pointer(_ text: Substring) throws(Failure) -> String {
    guard text.isEmpty || text.hasPrefix("/") else {
      throw Failure(description: "\"\(text)\" is no JSON pointer such as /sensors/0/ppm")
    }
    return String(text)
  }
}

extension ProbeSyntax {
  /// Writes a probe in the form that `parse` reads.
  package static func text(of probe: Probe) -> String {
    let words: [String]
    switch probe {
    case .plugin(let call): words = ["plugin", call.name] + call.arguments + call.rules.map(\.text)
    case .http(let probe): words = ["http", probe.url] + Self.words(of: probe)
    case .tcp(let probe):
      words =
        ["tcp", probe.endpoint.text] + latency(probe.latencyLimit) + timeout(probe.timeout)
    case .tls(let probe):
      words =
        ["tls", probe.endpoint.text] + (probe.days > 0 ? ["days>=\(probe.days)"] : [])
        + (probe.name.map { ["name=\($0)"] } ?? []) + timeout(probe.timeout)
    }
    return ProbeWords.join(words)
  }

  private static func words(of probe: HTTPProbe) -> [String] {
    let statuses = probe.statuses.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    let conditions = probe.conditions.map { "json:\($0.pointer)\($0.comparison.rawValue)\($0.value)" }
    let freshness = probe.freshness.map { rule in
      "fresh\(rule.pointer.map { ":\($0)" } ?? "")<=\(ProbeWords.text(of: rule.limit))"
    }
    return (probe.statuses == [200...399] ? [] : ["status=\(statuses.joined(separator: ","))"])
      + latency(probe.latencyLimit) + conditions + freshness + timeout(probe.timeout)
  }

  private static func latency(_ limit: Duration?) -> [String] {
    limit.map { ["latency<=\(ProbeWords.text(of: $0))"] } ?? []
  }

  private static func timeout(_ timeout: Duration) -> [String] {
    timeout == ProbeTimeouts.standard ? [] : ["timeout=\(ProbeWords.text(of: timeout))"]
  }
}

extension String {
  fileprivate func value(after prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
