/// A fleet at work: what its programs count, as rates, and what is left to do.
struct FleetPicture: Encodable {
  struct Worker: Encodable {
    var address: String
    var state: ProgramStatus.State
    var reasons: [String]
    var tasksEnded: Int
    var tasksPerSecond: Double?
    /// Tasks sent on to a retry topic.
    var retried: Int
    var deadLetters: Int
  }

  /// A task topic.
  struct Lane: Encodable {
    var topic: String
    /// Tasks that no worker has finished; nil where it is not measured.
    var waiting: Int?
    var tasksPerSecond: Double?
    /// How long what waits takes at that pace.
    var secondsLeft: Double?
  }

  struct Ledger: Encodable {
    var address: String
    var state: ProgramStatus.State
    var reasons: [String]
    /// Results that are not taken in; nil where it is not measured.
    var waiting: Int?
    var resultsPerSecond: Double?
    /// Records that could not be used since the aggregator started.
    var rejected: Int
  }

  struct Campaign: Encodable {
    var id: String
    var title: String
    var phase: String
    var progress: Double
    var tasks: Int
    var ended: Int
    var missing: Int
    var dead: Int
    var tasksPerSecond: Double?
    var secondsLeft: Double?
  }

  var at: String
  var workers: [Worker]
  var lanes: [Lane]
  var ledger: Ledger
  var campaigns: [Campaign]
  var campaignsEnded: Int

  var tasksPerSecond: Double? { sum(workers.map(\.tasksPerSecond)) }
  var waiting: Int? {
    let known = lanes.compactMap(\.waiting)
    return known.isEmpty ? nil : MetricText.whole(known.reduce(0) { $0 + Double($1) })
  }

  private func sum(_ rates: [Double?]) -> Double? {
    let known = rates.compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}
