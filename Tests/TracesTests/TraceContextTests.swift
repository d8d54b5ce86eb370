import Testing
import Traces

@Suite struct TraceContextTests {
  @Test func aContextIsReadAsItIsWritten() throws {
    let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let context = try #require(TraceContext(Array(text.utf8)))
    #expect(context.trace.hex == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(context.span == 0x00f0_67aa_0ba9_02b7)
    #expect(context.isSampled)
    #expect(context.headerValue == text)
  }

  /// Flags that are not known are no reason not to go on, nor is a later version.
  @Test(arguments: [
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03", true),
    ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", true),
  ])
  func flagsAndVersions(_ text: String, _ isSampled: Bool) {
    #expect(TraceContext(Array(text.utf8))?.isSampled == isSampled)
  }

  @Test(arguments: [
    "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
    "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
  ])
  func whatIsNoContext(_ text: String) {
    #expect(TraceContext(Array(text.utf8)) == nil)
  }

  @Test func spansDescend() {
    let root = Span(root: "launch")
    let child = Span("send", .producer, of: root.context, begin: 5)
    #expect(child.context.trace == root.context.trace)
    #expect(child.parent == root.context.span)
    #expect(child.context.span != root.context.span)
    #expect(child.ended(at: 3).end == 5)
  }

  @Test func theEnvironmentNamesTheCollector() {
    let base = [
      "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/", "OTEL_EXPORTER_OTLP_HEADERS": "a=b%20c, D=e",
    ]
    let endpoint = OTLPEndpoint(base, own: nil)
    #expect(endpoint?.url == "http://c:4318/v1/traces")
    #expect(endpoint?.headers == ["a": "b c", "d": "e"])
    let traces = base.merging(["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://t/in"]) { $1 }
    #expect(OTLPEndpoint(traces, own: nil)?.url == "https://t/in")
    #expect(OTLPEndpoint(traces, own: "http://own")?.url == "http://own/v1/traces")
    #expect(OTLPEndpoint(base.merging(["OTEL_SDK_DISABLED": "true"]) { $1 }, own: "http://own") == nil)
    #expect(OTLPEndpoint([:], own: nil) == nil)
    #expect(OTLPEndpoint([:], own: "collector:4318") == nil)
  }
}
