import Foundation
import Inspection
import Probes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct NetworkProbeTests {
  private static func site(_ port: Int) -> SiteReference {
    SiteReference(id: "cam-1", type: "camera", region: "r", address: "127.0.0.1:\(port)")
  }

  private static func verdict(
    of probe: String, port: Int, trustRoots: String? = nil
  ) async throws -> ProbeVerdict {
    let prober = Prober(plugins: [:], trustRoots: trustRoots)
    let verdict = try await prober.run(ProbeSyntax.parse(probe), for: site(port))
    await prober.shutDown()
    return verdict
  }

  private static func verdict(of probe: String, _ manner: CannedServer.Manner) async throws -> ProbeVerdict {
    try await CannedServer.run(manner) { try await verdict(of: probe, port: $0.port) }
  }

  private static func failure(_ verdict: ProbeVerdict) -> ProbeVerdict.Kind? {
    guard case .undecided(let failure) = verdict else { return nil }
    return failure.kind
  }

  private static func words(_ verdict: ProbeVerdict) -> String {
    guard case .violated(let words) = verdict else { return "" }
    return words
  }

  private static func answer(_ body: String, status: String = "200 OK", header: String = "")
    -> CannedServer.Manner
  {
    .answers(
      "HTTP/1.1 \(status)\r\n\(header)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
  }

  // MARK: HTTP

  @Test(arguments: [
    ("http http://{address}/x", "200 OK", true), ("http http://{address}", "503 Busy", false),
    ("http http://{address} status=503", "503 Busy", true),
    ("http http://{address} status=200-299,404", "404 Not Found", true),
    ("http http://{address}", "302 Found", true), ("http http://{address} status=200", "302 Found", false),
  ])
  func theStatusIsJudged(_ probe: String, _ status: String, _ passes: Bool) async throws {
    let verdict = try await Self.verdict(of: probe, Self.answer("", status: status))
    #expect((verdict == .met) == passes)
    if !passes { #expect(Self.words(verdict).contains("answered with status \(status.prefix(3))")) }
  }

  @Test(arguments: [
    ("json:/gas/0/ppm<=25", true), ("json:/gas/0/ppm<12", false), ("json:/gas/0/ppm=12.0", true),
    ("json:/door=closed", true), ("json:/door!=closed", false), ("json:/on=true", true),
    ("json:/nothing=1", false), ("json:/a~1b=null", true), ("json:/gas<=1", false), ("json:/door<=2", false),
  ])
  func aValueIsCompared(_ condition: String, _ passes: Bool) async throws {
    let body = #"{"gas":[{"ppm":12}],"door":"closed","on":true,"a/b":null}"#
    let verdict = try await Self.verdict(of: "http http://{address}/ \(condition)", Self.answer(body))
    #expect((verdict == .met) == passes, "\(verdict)")
  }

  @Test func whatIsNoJSONIsSaidSo() async throws {
    let verdict = try await Self.verdict(of: "http http://{address} json:/a=1", Self.answer("<html>"))
    #expect(Self.words(verdict).contains("no JSON"))
  }

  @Test func freshnessIsSeenInTheDocumentAndInTheHeader() async throws {
    let now = Int(Date().timeIntervalSince1970)
    let fresh = Self.answer("{\"t\":\(now - 60)}")
    #expect(try await Self.verdict(of: "http http://{address} fresh:/t<=5m", fresh) == .met)
    let stale = try await Self.verdict(of: "http http://{address} fresh:/t<=30s", fresh)
    #expect(Self.words(stale).contains(" s old, at most 30 s are allowed"))
    let old = Self.answer("", header: "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
    #expect(Self.words(try await Self.verdict(of: "http http://{address} fresh<=1d", old)).contains("s old"))
    #expect(
      Self.words(try await Self.verdict(of: "http http://{address} fresh<=1d", fresh)).contains(
        "no Last-Modified"))
  }

  @Test func whatCannotBeToldIsNeverAPass() async throws {
    let silent = try await Self.verdict(of: "http http://{address} timeout=300ms", .isSilent)
    #expect(Self.failure(silent) == .timeout)
    let flood = try await Self.verdict(of: "http http://{address}", .floods)
    #expect(Self.failure(flood) == .output)
    let unknown = try await Self.verdict(of: "http http://no-such-host.invalid/ timeout=5s", port: 1)
    #expect([.unavailable, .timeout].contains(Self.failure(unknown)))
  }

  @Test func whatDoesNotServeFails() async throws {
    let refused = try await CannedServer.refusing {
      try await Self.verdict(of: "http http://{address}", port: $0)
    }
    #expect(Self.words(refused).contains("refuses connections"))
    let garbage = try await Self.verdict(of: "http http://{address}", .answers("\u{1}\u{2}no http\r\n\r\n"))
    #expect(Self.words(garbage).contains("does not speak HTTP"))
  }

  /// Where the client stands when the connection breaks is a matter of chance, so it is asked many times.
  @Test func hangingUpIsAFaultWheneverItHappens() async throws {
    let verdicts = try await CannedServer.run(.hangsUp) { server in
      try await withThrowingTaskGroup(of: ProbeVerdict.self) { group in
        for _ in 0..<200 {
          group.addTask { try await Self.verdict(of: "http http://{address}", port: server.port) }
        }
        return try await group.reduce(into: [ProbeVerdict]()) { $0.append($1) }
      }
    }
    for verdict in verdicts { #expect(Self.words(verdict) != "", "\(verdict)") }
  }

  /// A connection that is kept may be closed by the other side at any time: that is no fault.
  @Test func aKeptConnectionThatIsClosedIsMadeAnew() async throws {
    try await CannedServer.run(.answersOnce("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) { server in
      let prober = Prober(plugins: [:])
      let probe = try ProbeSyntax.parse("http http://{address}/ timeout=60s")
      for _ in 0..<5 { #expect(try await prober.run(probe, for: Self.site(server.port)) == .met) }
      await prober.shutDown()
      await #expect(throws: CancellationError.self) {
        try await prober.run(probe, for: Self.site(server.port))
      }
    }
  }

  @Test(arguments: [
    ("/", "/"), ("", "/"), ("?q=1", "/?q=1"), ("/{site}/a-b_c.d~e", "/cam-1/a-b_c.d~e"), ("/a#b", "/a"),
    ("/检?x={type}", "/%E6%A3%80?x=camera"), ("/%7Bsite%7D?a=%2F", "/%7Bsite%7D?a=%2F"),
    ("/{none}", "/%7Bnone%7D"),
  ])
  func theAddressIsAskedAsItIsWritten(_ path: String, _ target: String) async throws {
    let condition = "\"json:/line=GET \(target) HTTP/1.1\""
    let verdict = try await Self.verdict(of: "http http://{address}\(path) \(condition)", .echoes)
    #expect(verdict == .met, "\(verdict)")
  }

  @Test func anAnswerThatEndsTooEarlyIsBrokenOff() async throws {
    let verdict = try await Self.verdict(
      of: "http http://{address}", .answers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok"))
    #expect(Self.words(verdict).contains("broke the connection off"), "\(verdict)")
    // Without a length it ends with the connection.
    #expect(
      try await Self.verdict(
        of: "http http://{address} json:/a=1", .answers("HTTP/1.1 200 OK\r\n\r\n{\"a\":1}"))
        == .met)
  }

  @Test func aServerThatNobodyTrustsIsNotAsked() async throws {
    let verdict = try await CannedServer.run(
      Self.answer("ok"), certificate: (TestCertificates.selfSigned, TestCertificates.selfSignedKey)
    ) { try await Self.verdict(of: "http https://{address}/", port: $0.port) }
    #expect(Self.words(verdict).contains("no TLS connection that can be trusted"), "\(verdict)")
    let plain = try await Self.verdict(of: "http https://{address}/", Self.answer("ok"))
    #expect(Self.words(plain) != "", "\(plain)")
  }

  @Test func askingEndsWhenTheTaskIsCancelled() async throws {
    try await CannedServer.run(.isSilent) { server in
      let prober = Prober(plugins: [:])
      let probe = try ProbeSyntax.parse("http http://{address}/ timeout=300s")
      let asking = Task { try await prober.run(probe, for: Self.site(server.port)) }
      asking.cancel()
      await #expect(throws: CancellationError.self) { try await asking.value }
      await prober.shutDown()
    }
  }

  // MARK: TCP

  @Test func aPortThatIsOpenIsEnough() async throws {
    #expect(try await Self.verdict(of: "tcp {address} latency<=30s", .isSilent) == .met)
    let refused = try await CannedServer.refusing { try await Self.verdict(of: "tcp {address}", port: $0) }
    #expect(Self.words(refused).contains("refuses connections"))
    let slow = try await Self.verdict(of: "tcp {address} latency<=0ms", .isSilent)
    #expect(Self.words(slow).contains("at most 0 ms"))
  }

  @Test func aSiteWithoutAnAddressCannotBeAsked() async throws {
    let prober = Prober(plugins: [:])
    let site = SiteReference(id: "s", type: "", region: "r")
    for probe in ["tcp {address}", "tls {address}", "http http://{address}/"] {
      let verdict = try await prober.run(ProbeSyntax.parse(probe), for: site)
      #expect(Self.failure(verdict) == .unavailable, "\(probe): \(verdict)")
    }
    await prober.shutDown()
  }

  // MARK: TLS

  private static func tls(_ probe: String, _ chain: String, _ key: String) async throws -> ProbeVerdict {
    try await withTemporaryFolder { folder in
      let roots = folder.appendingPathComponent("roots.pem")
      try Data(TestCertificates.root.utf8).write(to: roots)
      return try await CannedServer.run(answer("ok"), certificate: (chain, key)) {
        try await verdict(of: probe, port: $0.port, trustRoots: roots.path)
      }
    }
  }

  @Test func aGoodCertificatePasses() async throws {
    let verdict = try await Self.tls(
      "tls {address} name=device.test days>=30", TestCertificates.good, TestCertificates.goodKey)
    #expect(verdict == .met)
  }

  @Test func aCertificateIsJudged() async throws {
    let expired = try await Self.tls(
      "tls {address} name=device.test", TestCertificates.expired, TestCertificates.expiredKey)
    #expect(Self.words(expired).contains("expired on 2021-03-04"))
    let soon = try await Self.tls(
      "tls {address} name=device.test days>=36500", TestCertificates.good, TestCertificates.goodKey)
    #expect(
      Self.words(soon).contains("expires on 2119-12-31") || Self.words(soon).contains("expires on 2120-01-01")
    )
    let other = try await Self.tls(
      "tls {address} name=other.test", TestCertificates.good, TestCertificates.goodKey)
    #expect(Self.words(other).contains("trusted"))
    let foreign = try await Self.tls(
      "tls {address} name=device.test", TestCertificates.selfSigned, TestCertificates.selfSignedKey)
    #expect(Self.words(foreign).contains("trusted"))
  }

  @Test func whatSpeaksNoTLSFails() async throws {
    let silent = try await Self.verdict(of: "tls {address} timeout=300ms", .isSilent)
    #expect(Self.failure(silent) == .timeout)
    let plain = try await Self.verdict(of: "tls {address}", Self.answer("ok"))
    #expect(Self.words(plain) != "")
  }

  // MARK: Many

  @Test func manyAtOnceAreBoundedPerHost() async throws {
    try await CannedServer.run(Self.answer("{}")) { server in
      let prober = Prober(plugins: [:], connectionsPerHost: 4)
      let probe = try ProbeSyntax.parse("http http://{address}/ timeout=60s")
      let verdicts = try await withThrowingTaskGroup(of: ProbeVerdict.self) { group in
        for _ in 0..<500 { group.addTask { try await prober.run(probe, for: Self.site(server.port)) } }
        return try await group.reduce(into: [ProbeVerdict]()) { $0.append($1) }
      }
      #expect(verdicts.allSatisfy { $0 == .met }, "\(Set(verdicts))")
      await prober.shutDown()
    }
  }
}
