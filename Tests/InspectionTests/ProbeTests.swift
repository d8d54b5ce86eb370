import Inspection
import Testing

@Suite struct ProbeTests {
  @Test func aPluginHasANameAndWords() throws {
    let probe = try ProbeSyntax.parse("plugin  check_http -H {site} --expect \"HTTP/1.1 200\" \"\"")
    let call = PluginCall(
      name: "check_http", arguments: ["-H", "{site}", "--expect", "HTTP/1.1 200", ""])
    #expect(probe == .plugin(call))
    #expect(try ProbeSyntax.parse(ProbeSyntax.text(of: probe)) == probe)
    let site = SiteReference(id: "s 1", type: "shop", region: "r")
    #expect(call.arguments(for: site)[1] == "s 1")
  }

  @Test(arguments: [
    "http https://{address}/status status=200,204-206 latency<=500ms json:/a/0<=25 json:/b!=x fresh<=5m",
    "http http://h fresh:/t<=1d timeout=30s", "tcp {address}:80 latency<=2s", "tcp [::1]:80",
    "tls h:443 days>=30 name=other timeout=3s", "plugin p",
  ])
  func everyKindIsWrittenAsItIsRead(_ text: String) throws {
    #expect(ProbeSyntax.text(of: try ProbeSyntax.parse(text)) == text)
  }

  @Test(arguments: [
    "http ftp://h", "http http://", "http http://h status=99", "http http://h json:a=1",
    "http http://h json:/a",
    "http http://h fresh:/t", "http http://h fresh<=5", "http http://h timeout=0s",
    "http http://h timeout=301s",
    "http http://h wait=5s", "tcp h", "tcp h:0", "tcp h:65536", "tcp h:80 days>=3", "tls h:443 days>=x",
  ])
  func whatAKindDoesNotKnowIsRefused(_ text: String) {
    #expect(throws: ProbeSyntax.Failure.self) { try ProbeSyntax.parse(text) }
  }

  @Test(arguments: ["", "plugin", "plugin a/b", "plugin ..;rm", "shell ls", "plugin x \"y", "plugin x \0"])
  func whatIsNoProbeIsRefused(_ text: String) {
    #expect(throws: ProbeSyntax.Failure.self) { try ProbeSyntax.parse(text) }
  }
}
