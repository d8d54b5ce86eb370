package import Ledger

/// The fleet, as far as the aggregator knows it. It says what it does not know.
package struct FleetPage: Sendable {
  /// Something that the aggregator waits for, or has.
  package struct Condition: Sendable {
    package var name: String
    package var isReady: Bool
    package var reason: String

    package init(name: String, isReady: Bool, reason: String) {
      self.name = name
      self.isReady = isReady
      self.reason = reason
    }

    /// What the programs call them; other names are shown as they come, and so are reasons of others.
    private static let known: [String: Phrase] = [
      "brokers answer": .brokersAnswer, "partitions assigned": .partitionsAssigned, "database": .database,
    ]

    fileprivate func shownName(_ viewer: Viewer) -> String {
      Self.known[name].map { viewer[$0] } ?? name
    }

    fileprivate func shownReason(_ viewer: Viewer) -> String {
      reason == "starting" ? viewer[.starting] : reason
    }
  }

  package var overview: LedgerOverview
  /// That have not ended.
  package var running: [CampaignStatus]
  package var conditions: [Condition]

  package init(overview: LedgerOverview, running: [CampaignStatus], conditions: [Condition]) {
    self.overview = overview
    self.running = running
    self.conditions = conditions
  }

  package func page(_ viewer: Viewer) -> Page {
    let missing = running.reduce(0) { $0 + max(0, $1.tasks - $1.taskOutcomes.total) }
    let dead = running.reduce(0) { $0 + $1.taskOutcomes.dead }
    var page = Page(
      viewer[.fleet], in: .fleet,
      body: """
        <div class="figures">
        \(viewer.figure(viewer[.tasksMissing], viewer.number(missing), "\(viewer[.ofRunning])", path: "/campaigns"))\
        \(viewer.figure(viewer[.deadTasks], viewer.number(dead), "\(viewer[.ofRunning])", path: "/campaigns", isBad: dead > 0))\
        \(viewer.figure(viewer[.resultsTaken], viewer.number(overview.results), "\(viewer[.sinceBeginning])", path: "/metrics"))\
        \(viewer.figure(
          viewer[.rejected], viewer.number(overview.rejected), "\(viewer[.rejectedHint])", path: "/metrics",
          isBad: overview.rejected > 0))\
        </div>
        <div class="columns">\(ready(viewer))\(unknown(viewer))</div>
        """)
    page.live = .looking
    return page
  }

  private func ready(_ viewer: Viewer) -> HTML {
    let rows = conditions.html { condition in
      """
      <li><span class="stage \(condition.isReady ? "closed" : "open")">\
      \(viewer[condition.isReady ? .isReady : .isNotReady])</span> \(condition.shownName(viewer))\
      <span class="sub">\(condition.shownReason(viewer))</span></li>

      """
    }
    return viewer.card(viewer[.aggregator], "<ul class=\"plain\">\(rows)</ul>")
  }

  /// Where to find what only others know.
  private func unknown(_ viewer: Viewer) -> HTML {
    let rows: [(Phrase, HTML)] = [
      (.unknownWorkers, "<code>hazardctl top --workers HOST:PORT</code>"),
      (.unknownLag, "<code>hazard-producer status</code>"),
      (.unknownRetries, "<code>hazardfleet_tasks_moved_total</code>"),
      (.unknownLetters, "<code>hazard-producer dlq list</code>"),
    ]
    return viewer.card(
      viewer[.notKnownHere],
      """
      <p class="hint">\(viewer[.notKnownHint])</p>
      <dl class="facts">\(rows.html { "<div><dt>\(viewer[$0.0])</dt><dd>\($0.1)</dd></div>" })</dl>
      """)
  }
}
