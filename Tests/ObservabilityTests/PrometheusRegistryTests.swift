import Metrics
import Observability
import Testing

@Suite struct PrometheusRegistryTests {
  private let registry = PrometheusRegistry()

  private func scraped() throws -> Exposition { try Exposition(registry.exposition()) }

  @Test func nothingRecordedIsAnEmptyText() {
    #expect(registry.exposition() == "")
  }

  @Test func aCounterHasHelpTypeAndTotal() throws {
    let counter = MetricCatalog.resultsInserted.counter(in: registry)
    counter.increment(by: 41)
    counter.increment()
    let text = try scraped()
    #expect(text.types["hazardfleet_results_inserted_total"] == "counter")
    #expect(text.help["hazardfleet_results_inserted_total"] == MetricCatalog.resultsInserted.help)
    #expect(text.value("hazardfleet_results_inserted_total") == 42)
  }

  @Test func aCounterIsExposedAsZeroBeforeItsFirstIncrement() throws {
    _ = MetricCatalog.duplicates.counter(in: registry)
    #expect(try scraped().value("hazardfleet_result_duplicates_total") == 0)
  }

  @Test func aCounterNeverFallsExceptByReset() throws {
    let counter = Counter(label: "c", factory: registry)
    counter.increment(by: 5)
    counter.increment(by: -3)
    #expect(try scraped().value("c_total") == 5)
    counter.reset()
    #expect(try scraped().value("c_total") == 0)
  }

  @Test func wholeCountsStayExactBeyondADoublesDigits() {
    let counter = Counter(label: "big", factory: registry)
    counter.increment(by: 9_007_199_254_740_993)
    #expect(registry.exposition().contains("big_total 9007199254740993\n"))
  }

  @Test func fractionalCountersAddUpAndRefuseNonsense() throws {
    let counter = FloatingPointCounter(label: "f", factory: registry)
    for amount in [0.25, 0.5, -1, .nan, .infinity] { counter.increment(by: amount) }
    #expect(try scraped().value("f_total") == 0.75)
  }

  @Test func theSameNameAndLabelsAreTheSameSeriesInAnyOrderOfLabels() throws {
    Counter(label: "n", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
    Counter(label: "n", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
    #expect(try scraped().value("n_total", ["a": "1", "b": "2"]) == 2)
    #expect(try scraped().samples.count == 1)
  }

  @Test(arguments: ["plain", "quote \" here", "back\\slash", "line\nfeed", "\\n", "井盖", ""])
  func labelValuesSurvive(_ value: String) throws {
    Counter(label: "l", dimensions: [("v", value)], factory: registry).increment()
    #expect(try scraped().value("l_total", ["v": value]) == 1)
  }

  @Test func namesOfOtherLibrariesBecomeValid() throws {
    Counter(label: "kafka.consumer-lag", dimensions: [("topic.name", "t"), ("le", "x")], factory: registry)
      .increment()
    Meter(label: "9lives", factory: registry).set(9)
    #expect(try scraped().value("kafka_consumer_lag_total", ["topic_name": "t", "exported_le": "x"]) == 1)
    #expect(try scraped().value("_9lives") == 9)
  }

  @Test func metersAndGaugesShowTheirLastValue() throws {
    let meter = Meter(label: "m", factory: registry)
    meter.set(10)
    meter.increment(by: 2.5)
    meter.decrement(by: 5.0)
    Gauge(label: "g", factory: registry).record(-3)
    let text = try scraped()
    #expect(text.types["m"] == "gauge")
    #expect(text.value("m") == 7.5)
    #expect(text.value("g") == -3)
  }

  @Test func valuesThatAreNoNumbersAreSpeltAsPrometheusDoes() throws {
    Meter(label: "inf", factory: registry).set(Double.infinity)
    Meter(label: "nan", factory: registry).set(Double.nan)
    #expect(try scraped().value("inf") == .infinity)
    #expect(try scraped().value("nan")?.isNaN == true)
  }

  @Test func aTimerIsAHistogramInSecondsWithCumulativeBuckets() throws {
    let timer = Timer(label: "work", factory: registry)
    timer.recordMilliseconds(3)
    timer.recordMilliseconds(700)
    timer.recordSeconds(120)
    let text = try scraped()
    #expect(text.types["work_seconds"] == "histogram")
    #expect(text.value("work_seconds_bucket", ["le": "0.0025"]) == 0)
    #expect(text.value("work_seconds_bucket", ["le": "0.005"]) == 1)
    #expect(text.value("work_seconds_bucket", ["le": "1"]) == 2)
    #expect(text.value("work_seconds_bucket", ["le": "60"]) == 2)
    #expect(text.value("work_seconds_bucket", ["le": "+Inf"]) == 3)
    #expect(text.value("work_seconds_count") == 3)
    #expect(text.value("work_seconds_sum") == 120.703)
    let buckets = text.samples.filter { $0.name == "work_seconds_bucket" }.map(\.value)
    #expect(buckets == buckets.sorted())
  }

  @Test func aValueOnABoundBelongsToItsBucket() throws {
    let definition = MetricDefinition(.histogram, "sizes", help: "h", buckets: [10, 20])
    let registry = PrometheusRegistry(catalog: [definition])
    let recorder = Recorder(label: "sizes", factory: registry)
    for value in [10, 11, 20, 21] { recorder.record(value) }
    recorder.record(Double.nan)
    let text = try Exposition(registry.exposition())
    #expect(text.value("sizes_bucket", ["le": "10"]) == 1)
    #expect(text.value("sizes_bucket", ["le": "20"]) == 3)
    #expect(text.value("sizes_bucket", ["le": "+Inf"]) == 4)
    #expect(text.value("sizes_sum") == 62)
  }

  @Test func oneNameOfTwoKindsKeepsBoth() throws {
    Meter(label: "x", factory: registry).set(1)
    Recorder(label: "x", factory: registry).record(2)
    let text = try scraped()
    #expect(text.value("x") == 1)
    #expect(text.value("x_histogram_count") == 1)
  }

  @Test func aDestroyedSeriesIsGoneTheOthersStay() throws {
    let gone = Counter(label: "d", dimensions: [("k", "gone")], factory: registry)
    Counter(label: "d", dimensions: [("k", "stays")], factory: registry).increment()
    gone.destroy()
    #expect(try scraped().samples.map(\.labels) == [["k": "stays"]])
  }

  @Test func nothingIsLostWhenManyCountAtOnce() async throws {
    let (registry, tasks, rounds) = (registry, 8, 5_000)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask {
          // Made in every task: making a series must be as safe as counting in it.
          let counter = Counter(label: "hits", factory: registry)
          let fraction = FloatingPointCounter(label: "halves", factory: registry)
          let meter = Meter(label: "level", factory: registry)
          let timer = Timer(label: "time", dimensions: [("task", String(task % 2))], factory: registry)
          for _ in 0..<rounds {
            counter.increment()
            fraction.increment(by: 0.5)
            meter.increment(by: 1.0)
            timer.recordMilliseconds(1)
          }
          _ = registry.exposition()
        }
      }
    }
    let text = try scraped()
    let expected = Double(tasks * rounds)
    #expect(text.value("hits_total") == expected)
    #expect(text.value("halves_total") == expected / 2)
    #expect(text.value("level") == expected)
    #expect(text.value("time_seconds_count", ["task": "0"]) == expected / 2)
    #expect(text.value("time_seconds_bucket", ["le": "+Inf", "task": "1"]) == expected / 2)
  }

  @Test func theCatalogNamesEachMetricOnceAndInPrometheusSpelling() {
    let names = MetricCatalog.all.map(\.name)
    #expect(Set(names).count == names.count)
    for metric in MetricCatalog.all {
      #expect(metric.name.hasPrefix("hazardfleet_") || metric.name.hasPrefix("kafka_"))
      #expect(!metric.help.isEmpty)
      #expect(!metric.name.hasSuffix("_total"))
      #expect(metric.unit.isEmpty || metric.name.hasSuffix("_\(metric.unit)"))
    }
  }
}
