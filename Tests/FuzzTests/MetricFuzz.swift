import HazardctlKit

/// What `hazardctl top` reads of workers and aggregators.
enum MetricFuzz {
  private static let sample = """
    # HELP hazardfleet_tasks_ended_total Tasks whose outcome was delivered.
    # TYPE hazardfleet_tasks_ended_total counter
    hazardfleet_tasks_ended_total{outcome="checked",topic="hazardfleet.tasks.bulk"} 1400
    hazardfleet_dead_letters_total{reason="a \\"bad\\" one\\n"} 3
    kafka_broker_rtt_seconds{broker="1"} 0.0042
    """

  static let metrics = FuzzTarget(
    name: "metrics", samples: [Array(sample.utf8)],
    pieces: ["NaN", "+Inf", "1e308", "-1e308", "{", "}", "=\"", "\\"]
  ) { bytes in
    let text = MetricText(String(decoding: bytes, as: UTF8.self))
    for one in text.series {
      _ = text.total(one.name)
      guard abs(one.value) <= MetricText.limit else {
        throw FuzzTargets.Broken("\(one.name) is \(one.value)")
      }
    }
  }
}
