import Foundation
import HTTPTypes
import Hummingbird

/// An answer of GeoReport v2, which has the same members in JSON and in XML.
indirect enum GeoReportValue {
  /// Absent: null in JSON, empty in XML.
  case none
  case text(String)
  case number(Double)
  case integer(Int)
  case flag(Bool)
  case object([(name: String, value: GeoReportValue)])
  /// - Parameter element: what one of them is called in XML.
  case list(element: String, [GeoReportValue])

  static func text(_ text: String?) -> GeoReportValue {
    text.map { $0.isEmpty ? .none : .text($0) } ?? .none
  }
}

/// In which form an answer is wanted: the extension of the path.
enum GeoReportFormat: String, CaseIterable {
  case json, xml

  /// - Parameter root: what the whole is called in XML.
  func response(
    _ value: GeoReportValue, root: String, status: HTTPResponse.Status = .ok
  ) -> Response {
    let (type, text) =
      switch self {
      case .json: ("application/json; charset=utf-8", Self.json(value))
      case .xml:
        ("text/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Self.xml(value, root))
      }
    return Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private static func json(_ value: GeoReportValue) -> String {
    switch value {
    case .none: "null"
    case .text(let text): quoted(text)
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .object(let members):
      "{" + members.map { "\(quoted($0.name)):\(json($0.value))" }.joined(separator: ",") + "}"
    case .list(_, let values): "[" + values.map(json).joined(separator: ",") + "]"
    }
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  private static func xml(_ value: GeoReportValue, _ name: String) -> String {
    "<\(name)>\(content(value))</\(name)>"
  }

  private static func content(_ value: GeoReportValue) -> String {
    switch value {
    case .none: ""
    case .text(let text): escaped(text)
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .object(let members): members.map { xml($0.value, $0.name) }.joined()
    case .list(let element, let values): values.map { xml($0, element) }.joined()
    }
  }

  /// Control characters cannot stand in XML 1.0 at all.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// What GeoReport v2 says of a request that it cannot answer.
struct GeoReportError: Error {
  var status: HTTPResponse.Status
  var description: String

  init(_ status: HTTPResponse.Status, _ description: String) {
    self.status = status
    self.description = description
  }

  func response(_ format: GeoReportFormat) -> Response {
    let error = GeoReportValue.object([
      ("code", .integer(status.code)), ("description", .text(description)),
    ])
    return format.response(.list(element: "error", [error]), root: "errors", status: status)
  }
}
