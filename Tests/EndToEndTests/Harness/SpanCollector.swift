import Foundation

/// A collector of traces in Python, which reads OTLP's JSON strictly by the names of its fields. A span a line.
struct SpanCollector: Sendable {
  let address: String
  private let log: URL

  static func start(_ fleet: Fleet) async throws -> SpanCollector {
    let script = try fleet.write(program, to: "collector.py")
    let log = fleet.file("spans.jsonl")
    let process = try await fleet.startPython(URL(filePath: script), [log.path])
    let port = try await eventually("the collector listens") { () -> String? in
      if let exit = process.poll() {
        throw Trouble("the collector ended with \(exit): \(process.standardError)")
      }
      return process.standardOutput.split(separator: "\n").first.map(String.init)
    }
    return SpanCollector(address: "http://127.0.0.1:\(port)", log: log)
  }

  /// What came so far; a request that was wrong is one with the key `wrong`.
  func spans() throws -> [JSON] {
    guard let text = try? String(contentsOf: log, encoding: .utf8) else { return [] }
    // The last line may be half written.
    return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      try JSON(String($0))
    }
  }

  /// Of opentelemetry/proto/trace/v1/trace.proto, with JSON's forms of bytes and of 64-bit numbers.
  private static let program = #"""
    import http.server, json, re, sys, threading

    out = open(sys.argv[1], "a", buffering=1)
    lock = threading.Lock()

    def only(thing, required, optional=()):
        missing, more = set(required) - set(thing), set(thing) - set(required) - set(optional)
        if missing or more:
            raise ValueError(f"missing {missing}, unknown {more}")
        return thing

    def attributes(things):
        found = {}
        for thing in things:
            only(thing, ["key", "value"])
            (kind, value), = thing["value"].items()
            if kind == "intValue":
                if not re.fullmatch(r"-?\d+", value):
                    raise ValueError("intValue is a string of digits")
                value = int(value)
            elif kind != "stringValue" or not isinstance(value, str):
                raise ValueError(f"an attribute is {kind}")
            found[thing["key"]] = value
        return found

    def form(pattern, text):
        if not isinstance(text, str) or not re.fullmatch(pattern, text):
            raise ValueError(f"{text!r} is not {pattern}")
        return text

    def read(body):
        for resource in only(json.loads(body), ["resourceSpans"])["resourceSpans"]:
            only(resource, ["resource", "scopeSpans"])
            service = attributes(only(resource["resource"], ["attributes"])["attributes"])["service.name"]
            for scope in resource["scopeSpans"]:
                only(scope, ["scope", "spans"])
                for span in scope["spans"]:
                    only(span, ["traceId", "spanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano",
                                "attributes"], ["parentSpanId", "status"])
                    begin = int(form(r"\d{19}", span["startTimeUnixNano"]))
                    end = int(form(r"\d{19}", span["endTimeUnixNano"]))
                    if end < begin or span["kind"] not in range(1, 6):
                        raise ValueError("ends before it begins, or kind")
                    parent = span.get("parentSpanId")
                    yield dict(service=service, name=span["name"], kind=span["kind"],
                               trace=form("[0-9a-f]{32}", span["traceId"]), span=form("[0-9a-f]{16}", span["spanId"]),
                               parent=parent and form("[0-9a-f]{16}", parent), begin=begin, end=end,
                               attributes=attributes(span["attributes"]))

    class Collector(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            try:
                if self.path != "/v1/traces" or self.headers["content-type"] != "application/json":
                    raise ValueError(f"{self.path} {self.headers['content-type']}")
                found, status = list(read(body)), 200
            except Exception as error:
                found, status = [dict(wrong=repr(error))], 400
            with lock:
                for span in found:
                    out.write(json.dumps(span) + "\n")
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    print(server.server_address[1], flush=True)
    server.serve_forever()

    """#
}
