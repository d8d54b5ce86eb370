import Foundation

/// Spans in OTLP's JSON encoding: identifiers are hexadecimal, numbers of 64 bits are strings.
/// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
struct OTLPRequest: Encodable {
  struct Attribute: Encodable {
    struct Value: Encodable {
      var stringValue: String?
      var intValue: String?
    }

    var key: String
    var value: Value

    init(_ key: String, _ value: Span.Value) {
      self.key = key
      switch value {
      case .text(let text): self.value = Value(stringValue: text)
      case .number(let number): self.value = Value(intValue: "\(number)")
      }
    }
  }

  struct Resource: Encodable {
    var attributes: [Attribute]
  }

  struct Scope: Encodable {
    var name = "hazardfleet"
  }

  struct SpanForm: Encodable {
    struct Status: Encodable {
      var code: Int
      var message: String
    }

    var traceId: String
    var spanId: String
    var parentSpanId: String?
    var name: String
    var kind: Int
    var startTimeUnixNano: String
    var endTimeUnixNano: String
    var attributes: [Attribute]
    var status: Status?

    init(_ span: Span) {
      traceId = span.context.trace.hex
      spanId = TraceHex.text(span.context.span)
      parentSpanId = span.parent.map(TraceHex.text)
      name = span.name
      kind = span.kind.rawValue
      startTimeUnixNano = "\(span.begin)"
      endTimeUnixNano = "\(span.end)"
      attributes = span.attributes.sorted { $0.key < $1.key }.map { Attribute($0.key, $0.value) }
      status = span.failure.map { Status(code: 2, message: $0) }
    }
  }

  struct ScopeSpans: Encodable {
    var scope = Scope()
    var spans: [SpanForm]
  }

  struct ResourceSpans: Encodable {
    var resource: Resource
    var scopeSpans: [ScopeSpans]
  }

  var resourceSpans: [ResourceSpans]

  init(_ spans: [Span], resource: [String: String]) {
    let attributes = resource.sorted { $0.key < $1.key }.map { Attribute($0.key, .text($0.value)) }
    resourceSpans = [
      ResourceSpans(
        resource: Resource(attributes: attributes), scopeSpans: [ScopeSpans(spans: spans.map(SpanForm.init))])
    ]
  }

  func json() throws -> Data { try JSONEncoder().encode(self) }
}

/// What a collector says of spans that it did not take although it took the request.
struct OTLPAnswer: Decodable {
  struct PartialSuccess: Decodable {
    var rejectedSpans: Int
    var errorMessage: String

    private enum Key: String, CodingKey {
      case rejectedSpans, errorMessage
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      // A number of 64 bits is a string, and some collectors write a number.
      let text = try? values.decode(String.self, forKey: .rejectedSpans)
      rejectedSpans = text.flatMap(Int.init) ?? (try? values.decode(Int.self, forKey: .rejectedSpans)) ?? 0
      errorMessage = (try? values.decode(String.self, forKey: .errorMessage)) ?? ""
    }
  }

  var partialSuccess: PartialSuccess?
}
