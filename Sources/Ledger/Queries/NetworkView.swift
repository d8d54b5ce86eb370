package import Inspection

/// The three networks of one ledger (发现、化解、责任): who finds, who fixes, who answers.
package enum NetworkView: Sendable, Hashable {
  /// Who finds hazards.
  package enum Finder: String, Sendable, Hashable, CaseIterable {
    case inspector, source, worker

    package var name: String { rawValue }
  }

  /// Who rectifies them.
  package enum Fixer: String, Sendable, Hashable, CaseIterable {
    case department, owner

    package var name: String { rawValue }
  }

  /// Who answers for them.
  package enum Answerer: String, Sendable, Hashable, CaseIterable {
    /// Who answers for hazards that are open.
    case owner
    /// Who took charge of stuck cases.
    case executive
    /// Who was told of what is overdue.
    case told
    /// Departments that were called.
    case called

    package var name: String { rawValue }
  }

  case finds(Finder)
  case fixes(Fixer)
  case answers(Answerer)

  /// What is counted, in the order of the counts of a row, each with its rule.
  package var columns: [Column] {
    switch self {
    case .finds:
      [
        Column("tasks", "tasks that were checked"), Column("sites", "sites at which they were"),
        Column("findings", "failed checks"), Column("hazards", "different hazards among them"),
        Column("first", "hazards that were found first here"), Column("major", "findings of the level major"),
        Column("open", "of the different hazards, those that are open now"),
        Column("dismissed", "of the different hazards, those that were dismissed"),
      ]
    case .fixes:
      [
        Column("hazards", "all but dismissed ones"),
        Column("pending", "to be rectified: open, assigned, rectifying, not responsible"),
        Column("overdue", "of these, past the deadline in force"),
        Column("waiting", "reported as rectified, not yet verified"), Column("accepted", "risk accepted"),
        Column("closed", "closed"),
        Column("inTime", "closed by the deadline in force"), Column("late", "closed after it"),
        Column("failures", "reported as rectified, and were not"),
        Column("recurrences", "came back after closing"),
      ]
    case .answers(.called):
      [
        Column("hazards", "open hazards that it was called to"), Column("calls", "calls"),
        Column("checkedIn", "checked in"), Column("late", "checked in late, or not by now though due"),
        Column("waiting", "not checked in"),
      ]
    case .answers:
      [
        Column("hazards", "open hazards"), Column("major", "of the level major"),
        Column("overdue", "past the deadline in force"), Column("escalated", "told of further up"),
        Column("extended", "whose deadline was extended"), Column("supervised", "under listed supervision"),
        Column("greenChannel", "handled before others"),
      ]
    }
  }

  package struct Column: Sendable, Hashable {
    package var name: String
    package var rule: String

    init(_ name: String, _ rule: String) {
      self.name = name
      self.rule = rule
    }
  }

  /// Somebody, and what they are counted by.
  package struct Row: Sendable, Hashable {
    /// Empty for nobody: what nobody found by name, or has.
    package var name: String
    /// As many as there are columns.
    package var counts: [Int]

    package init(name: String, counts: [Int]) {
      self.name = name
      self.counts = counts
    }
  }
}

/// Of what a view is wanted.
package struct NetworkQuery: Sendable, Hashable {
  package var view: NetworkView
  /// With everything below it.
  package var region: String?
  /// Of who finds: inspections not before and not after these; everything else is as it stands.
  package var from: Timestamp?
  package var to: Timestamp?
  /// What overdue and late are held against.
  package var now: Timestamp
  package var limit: Int

  package init(
    _ view: NetworkView, region: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil, now: Timestamp,
    limit: Int = 100
  ) {
    self.view = view
    self.region = region
    self.from = from
    self.to = to
    self.now = now
    self.limit = limit
  }
}

/// What is asked about the people and programs of the ledger.
package protocol NetworkBook: Sendable {
  /// Those with the most first; nil for an unknown region.
  func network(_ query: NetworkQuery) async throws -> [NetworkView.Row]?
}
