import Inspection
package import Ledger

extension SQLLedger {
  package func regions(below parent: String?) async throws -> RegionReport? {
    try await database.read { db in
      let forest = try RegionForest.fetch(db)
      guard let parent else { return RegionReport(lineage: [], children: forest.totals(of: forest.roots)) }
      guard let index = forest.index(of: parent) else { return nil }
      return RegionReport(
        lineage: forest.lineage(of: index), children: forest.totals(of: forest.children[index]))
    }
  }
}

/// All regions with their own figures, rolled up.
private struct RegionForest {
  private var nodes: [RegionTotals] = []
  private var parents: [Int?] = []
  private(set) var children: [[Int]] = []

  var roots: [Int] { nodes.indices.filter { parents[$0] == nil } }

  func index(of code: String) -> Int? {
    nodes.firstIndex { $0.region.code == code }
  }

  func totals(of indexes: [Int]) -> [RegionTotals] {
    indexes.map { nodes[$0] }.sorted { $0.region.code < $1.region.code }
  }

  func lineage(of index: Int) -> [Region] {
    let ancestors = sequence(first: index) { parents[$0] }.prefix(RegionTree.maximumDepth)
    return ancestors.reversed().map { nodes[$0].region }
  }

  static func fetch(_ db: Database) throws -> RegionForest {
    var forest = RegionForest()
    var indexByID: [Int64: Int] = [:]
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT region.id, region.code, region.name, region.level, parent.code, region.parent_id,
          (SELECT COUNT(*) FROM site WHERE site.region_id = region.id)
        FROM region LEFT JOIN region AS parent ON parent.id = region.parent_id
        """)
    for (index, row) in rows.enumerated() {
      indexByID[row[0]] = index
      forest.nodes.append(
        RegionTotals(
          region: Region(code: row[1], name: row[2], parent: row[4], level: row[3]), sites: row[6],
          outcomes: OutcomeCounts(), hazards: HazardTotals(), hasChildren: false))
    }
    forest.parents = rows.map { row in (row[5] as Int64?).flatMap { indexByID[$0] } }
    for (id, totals) in try SQLLedger.hazardTotalsByRegion(db) {
      if let index = indexByID[id] { forest.nodes[index].hazards = totals }
    }
    try forest.addOutcomes(db, indexByID)
    forest.rollUp()
    return forest
  }

  private mutating func addOutcomes(_ db: Database, _ indexByID: [Int64: Int]) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT region_id, \(OutcomeColumns.sums(of: "counts")) FROM campaign_region AS counts
        GROUP BY region_id
        """)
    while let row = try rows.next() {
      if let index = indexByID[row[0]] { nodes[index].outcomes = OutcomeColumns.counts(of: row, from: 1) }
    }
  }

  /// Adds every region's own figures to all that it lies in.
  private mutating func rollUp() {
    children = Array(repeating: [], count: nodes.count)
    for (index, parent) in parents.enumerated() {
      if let parent { children[parent].append(index) }
    }
    let own = nodes
    for index in nodes.indices {
      nodes[index].hasChildren = !children[index].isEmpty
      // A tree is at most `RegionTree.maximumDepth` deep; the bound also ends a damaged one.
      var ancestor = parents[index]
      for _ in 1..<RegionTree.maximumDepth {
        guard let current = ancestor else { break }
        nodes[current].sites += own[index].sites
        nodes[current].outcomes += own[index].outcomes
        nodes[current].hazards += own[index].hazards
        ancestor = parents[current]
      }
    }
  }
}
