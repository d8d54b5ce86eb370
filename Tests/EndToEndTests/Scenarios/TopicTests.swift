import Testing

extension EndToEndTests {
  @Test func topicsThatExistAreLeftAlone() async throws {
    try await Fleet.run { fleet in
      let config = try fleet.write(
        "topics: {prefix: own, partitions: {results: 3, tasks.bulk: 2}, retryTiers: [7s]}", to: "own.yaml")
      let arguments = ["topics", "--config", config] + fleet.connection
      let created = try await fleet.succeed("hazard-producer", arguments).split(separator: "\n")
      #expect(created.count == 10)
      #expect(created.allSatisfy { $0.hasSuffix(": created") })
      #expect(created.contains("own.tasks.retry.7s: created"))
      let again = try await fleet.succeed("hazard-producer", arguments).split(separator: "\n")
      #expect(again.count == 10)
      #expect(again.allSatisfy { $0.hasSuffix(": exists") })

      // One tier more: only that is created, and what has other partitions than wanted stays as it is.
      let wider = try fleet.write(
        "topics: {prefix: own, partitions: {results: 5, tasks.bulk: 2}, retryTiers: [7s, 2m]}",
        to: "wider.yaml")
      let grown = try await fleet.succeed(
        "hazard-producer", ["topics", "--config", wider] + fleet.connection)
      let lines = grown.split(separator: "\n")
      #expect(lines.filter { $0.hasSuffix(": created") } == ["own.tasks.retry.2m: created"])
      #expect(lines.contains("own.results: exists with 3 partitions, left as it is"))
    }
  }
}
