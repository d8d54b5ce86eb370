import Foundation
import Logging
import Observability
import ServiceLifecycle
import StatusServer
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite struct StatusServerTests {
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func server(
    port: Int, onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
  ) -> StatusServer {
    StatusServer(
      address: ListenAddress(host: "127.0.0.1", port: port), health: HealthState(waitingFor: ["kafka"]),
      registry: PrometheusRegistry(), logger: logger, onListening: onListening)
  }

  @Test func itServesHealthAndMetricsOnly() async throws {
    let (addresses, found) = AsyncStream.makeStream(of: ListenAddress.self)
    let service = server(port: 0) { found.yield($0) }
    let task = Task { try await service.run() }
    defer { task.cancel() }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    #expect(address.port != 0)
    for (path, expected) in [("/healthz", 200), ("/readyz", 503), ("/metrics", 200), ("/v1/overview", 404)] {
      let url = try #require(URL(string: "http://\(address)\(path)"))
      let (_, response) = try await URLSession.shared.data(from: url)
      #expect((response as? HTTPURLResponse)?.statusCode == expected, "\(path)")
    }
  }

  @Test func aTakenPortSaysSo() async throws {
    let (addresses, found) = AsyncStream.makeStream(of: ListenAddress.self)
    let first = server(port: 0) { found.yield($0) }
    let task = Task { try await first.run() }
    defer { task.cancel() }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    let error = await #expect(throws: ListenError.self) { try await self.server(port: address.port).run() }
    #expect(error?.description.contains("cannot listen on \(address)") == true)
  }

  @Test func anIdleConnectionDoesNotHoldUpAShutdown() async throws {
    let (addresses, found) = AsyncStream.makeStream(of: ListenAddress.self)
    let group = ServiceGroup(
      configuration: .init(services: [server(port: 0) { found.yield($0) }], logger: logger))
    let task = Task { try await group.run() }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    // The session keeps its connection open after the answer.
    let url = try #require(URL(string: "http://\(address)/healthz"))
    _ = try await URLSession.shared.data(from: url)
    await group.triggerGracefulShutdown()
    try await task.value
  }

  @Test(arguments: [
    ("127.0.0.1:8480", "127.0.0.1:8480"), (":9", "127.0.0.1:9"), ("0", "127.0.0.1:0"),
    ("[::1]:80", "[::1]:80"), ("example.org:65535", "example.org:65535"),
  ])
  func addressesAreRead(_ text: String, _ expected: String) {
    #expect(ListenAddress(text)?.description == expected)
  }

  @Test(arguments: ["", "host", "host:", "host:65536", "host:-1", "::1:80", "1.2.3.4"])
  func whatIsNoAddressIsRefused(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
