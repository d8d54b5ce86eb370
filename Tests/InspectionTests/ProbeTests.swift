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

  @Test(arguments: ["", "plugin", "plugin a/b", "plugin ..;rm", "shell ls", "plugin x \"y", "plugin x \0"])
  func whatIsNoProbeIsRefused(_ text: String) {
    #expect(throws: ProbeSyntax.Failure.self) { try ProbeSyntax.parse(text) }
  }
}
