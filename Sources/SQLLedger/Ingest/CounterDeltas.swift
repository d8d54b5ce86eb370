import Inspection

/// What one transaction adds to the counters, summed up before it is written.
struct CounterDeltas {
  private var campaigns: [Int64: CampaignDelta] = [:]
  private var regions: [RegionKey: OutcomeCounts] = [:]

  private struct RegionKey: Hashable {
    var campaign: Int64
    var region: Int64
  }

  /// - Parameters:
  ///   - region: of a checked task.
  ///   - replaced: the outcome whose place it took.
  mutating func add(_ result: TaskResult, campaign: CampaignRow, region: Int64?, replaced: TaskOutcome?) {
    campaigns[campaign.id, default: CampaignDelta(items: campaign.items)].add(result, replaced: replaced)
    guard let region else { return }
    regions[RegionKey(campaign: campaign.id, region: region), default: OutcomeCounts()] += result.outcomes
  }

  /// Moves checks from what they were counted as to what they came to.
  ///
  /// - Parameters:
  ///   - open: with what was known of its items before.
  ///   - region: where they were counted.
  mutating func add(
    supplement result: TaskResult, beside open: OpenItems, campaign: CampaignRow, region: Int64
  ) {
    campaigns[campaign.id, default: CampaignDelta(items: campaign.items)].add(
      supplement: result, beside: open)
    var outcomes = result.outcomes
    for position in result.items.joined() { outcomes[open.outcomes[position] ?? .notchecked] -= 1 }
    regions[RegionKey(campaign: campaign.id, region: region), default: OutcomeCounts()] += outcomes
  }

  mutating func addLate(campaign: CampaignRow) {
    campaigns[campaign.id, default: CampaignDelta(items: campaign.items)].addLate()
  }

  func write(to db: Database) throws {
    for (id, delta) in campaigns { try delta.write(to: db, campaign: id) }
    let statement = try db.cachedStatement(
      sql: OutcomeColumns.upsert(table: "campaign_region", key: "region_id"))
    for (key, counts) in regions {
      try statement.execute(arguments: OutcomeColumns.arguments(key.campaign, key.region, counts))
    }
  }
}

/// What one transaction adds to a campaign.
private struct CampaignDelta {
  private let items: [CampaignRow.ItemRow]
  private var tasks: [Int]
  private var late = 0
  /// How many results cover each item, as differences: +1 where a range begins, -1 after its end.
  private var coverage: [Int]
  /// Outcomes other than pass, by item, and the passes of what was counted before.
  private var others: [Int: OutcomeCounts] = [:]

  init(items: [CampaignRow.ItemRow]) {
    self.items = items
    tasks = Array(repeating: 0, count: TaskOutcome.allCases.count)
    coverage = Array(repeating: 0, count: items.count + 1)
  }

  mutating func addLate() { late += 1 }

  mutating func add(_ result: TaskResult, replaced: TaskOutcome?) {
    tasks[Int(result.outcome.rawValue)] += 1
    if let replaced { tasks[Int(replaced.rawValue)] -= 1 }
    guard result.outcome == .checked else { return }
    for range in result.items {
      coverage[range.lowerBound] += 1
      coverage[range.upperBound] -= 1
    }
    addOthers(of: result)
  }

  /// Its checks were counted before.
  mutating func add(supplement result: TaskResult, beside open: OpenItems) {
    for position in result.items.joined() {
      others[position, default: OutcomeCounts()][open.outcomes[position] ?? .notchecked] -= 1
    }
    addOthers(of: result)
    let others = Set(result.exceptions.map(\.item) + result.findings.map(\.item))
    for position in result.items.joined() where !others.contains(position) {
      self.others[position, default: OutcomeCounts()][.pass] += 1
    }
  }

  private mutating func addOthers(of result: TaskResult) {
    for exception in result.exceptions {
      others[exception.item, default: OutcomeCounts()][exception.outcome] += 1
    }
    for finding in result.findings { others[finding.item, default: OutcomeCounts()][.fail] += 1 }
  }

  func write(to db: Database, campaign: Int64) throws {
    try db.cachedStatement(
      sql: """
        UPDATE campaign SET checked = checked + ?, dead = dead + ?, cancelled = cancelled + ?,
          late = late + ? WHERE id = ?
        """
    ).execute(arguments: StatementArguments((tasks + [late]).map(Int64.init) + [campaign]))
    let statement = try db.cachedStatement(
      sql: OutcomeColumns.upsert(table: "campaign_item", key: "item_id"))
    var covering = 0
    for (index, item) in items.enumerated() {
      covering += coverage[index]
      guard covering > 0 || others[index] != nil else { continue }
      var counts = others[index] ?? OutcomeCounts()
      counts[.pass] += covering - counts.total
      try statement.execute(arguments: OutcomeColumns.arguments(campaign, item.id, counts))
    }
  }
}

extension TaskResult {
  /// The task's checks by outcome.
  fileprivate var outcomes: OutcomeCounts {
    var counts = OutcomeCounts()
    for exception in exceptions { counts[exception.outcome] += 1 }
    counts[.fail] = findings.count
    counts[.pass] = checkCount - exceptions.count - findings.count
    return counts
  }
}
