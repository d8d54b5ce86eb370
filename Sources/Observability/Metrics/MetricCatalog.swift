/// Every metric that HazardFleet's own modules emit. Metrics that are not listed are exposed without help.
package enum MetricCatalog {
  package static let tasksEnded = MetricDefinition(
    .counter, "hazardfleet_tasks_ended", help: "Tasks whose outcome was delivered.",
    labels: ["topic", "outcome"])

  package static let tasksMoved = MetricDefinition(
    .counter, "hazardfleet_tasks_moved",
    help: "Tasks sent on to another topic: to wait for a retry, or out of the way of others.",
    labels: ["topic", "to"])

  package static let checks = MetricDefinition(
    .counter, "hazardfleet_checks", help: "Checks by what they came to.", labels: ["outcome"])

  package static let deadLetters = MetricDefinition(
    .counter, "hazardfleet_dead_letters", help: "Records sent to the dead letter topic.",
    labels: ["reason"])

  package static let resultsInserted = MetricDefinition(
    .counter, "hazardfleet_results_inserted", help: "Task results that were new to the ledger.")

  package static let duplicates = MetricDefinition(
    .counter, "hazardfleet_result_duplicates",
    help: "Task results that the ledger had already, as redelivery brings them.")

  package static let hazardsTouched = MetricDefinition(
    .counter, "hazardfleet_hazards_touched", help: "Hazards created or changed in the ledger.")

  package static let recordsRejected = MetricDefinition(
    .counter, "hazardfleet_records_rejected", help: "Records that the ledger could not use and kept aside.")

  package static let batchApplyDuration = MetricDefinition(
    .histogram, "hazardfleet_batch_apply_duration_seconds",
    help: "Time of one ledger transaction.", unit: "seconds")

  package static let ledgerClock = MetricDefinition(
    .gauge, "hazardfleet_ledger_clock_timestamp_seconds",
    help: "Unix time up to which what is due (orders, escalations, expiries) has happened.", unit: "seconds")

  package static let eventsPublished = MetricDefinition(
    .counter, "hazardfleet_events_published", help: "Events of hazards that the topic events has.")

  package static let notifications = MetricDefinition(
    .counter, "hazardfleet_notifications",
    help: "Attempts to notify subscribers by what they came to: delivered, failed (tried again) or dead.",
    labels: ["subscription", "outcome"])

  package static let httpRequests = MetricDefinition(
    .counter, "hazardfleet_http_requests", help: "HTTP requests answered.",
    labels: ["method", "route", "status"])

  package static let httpDuration = MetricDefinition(
    .histogram, "hazardfleet_http_request_duration_seconds",
    help: "Time from an HTTP request's head to its answer.", unit: "seconds", labels: ["route"])

  package static let taskDuration = MetricDefinition(
    .histogram, "hazardfleet_task_duration_seconds",
    help: "Time from when a worker takes tasks until their results are acknowledged, once a batch.",
    unit: "seconds", labels: ["topic"])

  package static let accessDenied = MetricDefinition(
    .counter, "hazardfleet_access_denied",
    help: "Requests that were turned away for want of a right or token.")

  package static let spansExported = MetricDefinition(
    .counter, "hazardfleet_spans_exported", help: "Spans of traces that the collector took.")

  package static let spansDropped = MetricDefinition(
    .counter, "hazardfleet_spans_dropped",
    help: "Spans of traces that were let go: noRoom, refused by the collector, or unsent at the end.",
    labels: ["reason"])

  package static let all =
    [
      tasksEnded, tasksMoved, taskDuration, checks, deadLetters, resultsInserted, duplicates, hazardsTouched,
      recordsRejected,
      batchApplyDuration, ledgerClock, eventsPublished, notifications, httpRequests, httpDuration,
      accessDenied, spansExported, spansDropped,
    ] + ofKafka
}
