import Observability
import TestSupport
import Testing

@Suite struct MetricTableTests {
  @Test func thePageListsEveryMetric() throws {
    let part = try GeneratedDocument("observability.md", part: "metrics")
    #expect(try part.expected(MetricTable.markdown) == part.text)
  }
}
