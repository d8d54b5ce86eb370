import Inspection
import Ledger

extension SQLLedger {
  package func digest() async throws -> String {
    try await database.readLatest { try Self.digest($0) }
  }

  /// As `digest()`, of what a body sees.
  package static func digest(_ db: Database) throws -> String {
    var digest = Digest()
    for query in canonicalDump {
      let rows = try Row.fetchCursor(db, sql: query)
      while let row = try rows.next() {
        for value in row.values { digest.update(value) }
      }
      digest.update(byte: SQLValue.end)
    }
    return digest.hex()
  }

  /// Everything the ledger says, by natural keys. Left out is what depends on when and where work ran: row ids,
  /// offsets, the worker's name, and the time of completion.
  private static let canonicalDump =
    ledgerDump + RectificationInvariants.dump + FigureSchema.dump + IntakeSchema.dump + SubmissionSchema.dump

  private static let ledgerDump = [
    """
    SELECT campaign.code, campaign.title, checklist.digest, register_digest, sites, tasks, checks, task_digest,
      opened_at, due_at, sealed_at, completed_at IS NOT NULL, cancelled_at, cancelled_by, cancel_reason, checked, dead,
      cancelled, late
    FROM campaign JOIN checklist ON checklist.id = checklist_id ORDER BY campaign.code
    """,
    """
    SELECT campaign.code, result.seq, result.outcome, site.code, observed_at, result.checks
    FROM result JOIN campaign ON campaign.id = campaign_id LEFT JOIN site ON site.id = site_id
    ORDER BY campaign.code, result.seq
    """,
    """
    SELECT campaign.code, late_result.seq, observed_at, late_result.checks, findings
    FROM late_result JOIN campaign ON campaign.id = campaign_id ORDER BY campaign.code, late_result.seq
    """,
    """
    SELECT campaign.code, item.checklist, item.code, \(OutcomeColumns.list)
    FROM campaign_item JOIN campaign ON campaign.id = campaign_id JOIN item ON item.id = item_id
    ORDER BY campaign.code, item.checklist, item.code
    """,
    """
    SELECT campaign.code, region.code, \(OutcomeColumns.list)
    FROM campaign_region JOIN campaign ON campaign.id = campaign_id JOIN region ON region.id = region_id
    ORDER BY campaign.code, region.code
    """,
    """
    SELECT region.code, region.name, region.level, parent.code FROM region
    LEFT JOIN region AS parent ON parent.id = region.parent_id ORDER BY region.code
    """,
    """
    SELECT site.code, site.name, region.code, type, latitude, longitude, owner
    FROM site JOIN region ON region.id = region_id ORDER BY site.code
    """,
    """
    SELECT hazard.id, site.code, item.checklist, item.code, region.code, state, hazard.level, hazard.grade,
      hazard.reason, first_found_at, opened_at, last_found_at, closed_at, sightings, recurrences
    FROM hazard JOIN site ON site.id = site_id JOIN item ON item.id = item_id
    JOIN region ON region.id = hazard.region_id ORDER BY hazard.id
    """,
    """
    SELECT hazard_id, kind, at, found_day, campaign.code, seq, level, grade, person, reason, evidence
    FROM event JOIN campaign ON campaign.id = campaign_id
    ORDER BY hazard_id, at, kind, campaign.code, seq
    """,
    """
    SELECT hazard_id, campaign.code, seq, criterion, level
    FROM combined JOIN campaign ON campaign.id = campaign_id ORDER BY hazard_id, campaign.code, seq
    """,
    """
    SELECT campaign.code, seq, item.checklist, item.code, outcome, reason
    FROM check_error JOIN campaign ON campaign.id = campaign_id JOIN item ON item.id = item_id
    ORDER BY campaign.code, seq, item.checklist, item.code
    """,
  ]

  package func verify() async throws -> [String] {
    // One read is one snapshot, whatever is written meanwhile.
    try await database.readLatest { db in
      var counts = try Self.invariants.map {
        (statement: $0.statement, count: try Int.fetchOne(db, sql: $0.violations) ?? 0)
      }
      counts.append(("a hazard stands as its events say", try HazardStandings.countWrong(db)))
      counts.append(
        ("findings are combined as the criteria say", try CombinedFinding.countWrong(db)))
      counts.append(("what was done about a hazard was allowed", try HazardStandings.countUnruly(db)))
      counts.append(("a result's counts are those of its items", try ResultDetail.countWrong(db)))
      counts.append(("what was decided stays as it is", try SupplementRows.countWrong(db)))
      let mistakes = try (TallySchema.mistakes + ClosureSchema.mistakes + InspectionSchema.mistakes).map {
        try Row.fetchAll(db, sql: $0).count
      }
      counts.append(("hazards, events and inspected sites are counted as they are", mistakes.reduce(0, +)))
      return counts.filter { $0.count > 0 }.map { "\($0.statement): broken \($0.count) times" }
    }
  }

  struct Invariant {
    /// What must hold.
    var statement: String
    /// Counts where it does not.
    var violations: String
  }

  private static let invariants =
    campaignInvariants + checkInvariants + hazardInvariants + RectificationInvariants.all
    + FigureSchema.invariants + IntakeSchema.invariants + SubmissionSchema.invariants + logInvariants + [
      FeedSchema.invariant
    ]

  private static let campaignInvariants =
    TaskOutcome.allCases.map { outcome in
      Invariant(
        statement: "a campaign's \(outcome.name) tasks are its distinct \(outcome.name) results",
        violations: """
          SELECT COUNT(*) FROM campaign WHERE \(outcome.name) <>
            (SELECT COUNT(*) FROM result WHERE campaign_id = campaign.id AND outcome = \(outcome.rawValue))
          """)
    } + [
      Invariant(
        statement: "a campaign has no more outcomes than tasks",
        violations: "SELECT COUNT(*) FROM campaign WHERE checked + dead + cancelled > tasks"),
      Invariant(
        statement: "a result is of one of its campaign's tasks",
        violations: """
          SELECT COUNT(*) FROM campaign JOIN result ON result.campaign_id = campaign.id
          WHERE seq < 0 OR seq >= campaign.tasks
          """),
      Invariant(
        statement:
          "a campaign is complete when and only when it is sealed or cancelled and every outcome is in",
        violations: """
          SELECT COUNT(*) FROM campaign WHERE (completed_at IS NOT NULL)
            <> ((sealed_at IS NOT NULL OR cancelled_at IS NOT NULL) AND checked + dead + cancelled = tasks)
          """),
      Invariant(
        statement: "a campaign's late results are counted",
        violations: """
          SELECT COUNT(*) FROM campaign
          WHERE late <> (SELECT COUNT(*) FROM late_result WHERE campaign_id = campaign.id)
          """),
      Invariant(
        statement: "a result is late only where the task was cancelled",
        violations: """
          SELECT COUNT(*) FROM late_result LEFT JOIN result USING (campaign_id, seq)
          WHERE result.outcome IS DISTINCT FROM 2
          """),
    ]

  private static let checkInvariants = [
    Invariant(
      statement: "a checked task has a site, and no other has checks",
      violations: """
        SELECT COUNT(*) FROM result WHERE CASE outcome WHEN 0 THEN site_id IS NULL ELSE checks <> 0 END
        """),
    Invariant(
      statement: "a campaign's checks by item are the checks of its results",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT COALESCE(SUM(\(OutcomeColumns.sum)), 0) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT COALESCE(SUM(checks), 0) FROM result WHERE campaign_id = campaign.id AND outcome = 0)
        """),
    Invariant(
      statement: "a campaign's checks by region are its checks by item",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT COALESCE(SUM(\(OutcomeColumns.sum)), 0) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT COALESCE(SUM(\(OutcomeColumns.sum)), 0) FROM campaign_region WHERE campaign_id = campaign.id)
        """),
    Invariant(
      statement: "every failed check is one found event",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT COALESCE(SUM(fail), 0) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT COUNT(*) FROM event WHERE kind = 0 AND campaign_id = campaign.id)
        """),
  ]

  private static let hazardInvariants = [
    Invariant(
      statement: "every event belongs to a hazard",
      violations: "SELECT COUNT(*) FROM event WHERE hazard_id NOT IN (SELECT id FROM hazard)"),
    Invariant(
      statement: "every event is of a task that was checked",
      violations: """
        SELECT COUNT(*) FROM event LEFT JOIN result USING (campaign_id, seq) WHERE result.outcome IS DISTINCT FROM 0
        """),
    Invariant(
      statement: "no hazard is closed before all its findings were accepted",
      violations: """
        SELECT COUNT(*) FROM hazard WHERE state = 1
          AND id NOT IN (SELECT hazard_id FROM rectification) AND sightings <> (SELECT COUNT(*) FROM event WHERE kind = 1 AND hazard_id = hazard.id)
        """),
  ]

  private static let logInvariants = [
    Invariant(
      statement: "a partition's slices in the log follow each other",
      violations: """
        SELECT COUNT(*) FROM (
          SELECT expected_offset, LAG(next_offset, 1, 0) OVER (PARTITION BY topic, partition ORDER BY id) AS reached
          FROM log
        ) AS slice WHERE expected_offset <> reached
        """),
    Invariant(
      statement: "a partition's log ends where the ledger stands",
      violations: """
        SELECT COUNT(*) FROM stream WHERE next_offset IS DISTINCT FROM (
          SELECT next_offset FROM log WHERE topic = stream.topic AND partition = stream.partition
          ORDER BY id DESC LIMIT 1)
        """),
    Invariant(
      statement: "every partition in the log has its place",
      violations: """
        SELECT COUNT(*) FROM (SELECT DISTINCT topic, partition FROM log EXCEPT SELECT topic, partition FROM stream)
          AS missing
        """),
  ]
}
