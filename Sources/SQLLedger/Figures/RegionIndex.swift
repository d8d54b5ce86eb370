import Inspection

/// All regions by their row ids.
struct RegionIndex {
  private(set) var regions: [Int64: Region] = [:]
  private var parents: [Int64: Int64] = [:]
  private var children: [Int64: [Int64]] = [:]
  private var ids: [String: Int64] = [:]

  static func fetch(_ db: Database) throws -> RegionIndex {
    var index = RegionIndex()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT region.id, region.code, region.name, region.level, parent.code, region.parent_id
        FROM region LEFT JOIN region AS parent ON parent.id = region.parent_id ORDER BY region.code
        """)
    while let row = try rows.next() {
      let id: Int64 = row[0]
      index.regions[id] = Region(code: row[1], name: row[2], parent: row[4], level: row[3])
      index.ids[row[1]] = id
      guard let parent = row[5] as Int64? else { continue }
      index.parents[id] = parent
      index.children[parent, default: []].append(id)
    }
    return index
  }

  func id(of code: String) -> Int64? { ids[code] }

  /// In the order of their codes.
  func children(of parent: Int64?) -> [Int64] {
    guard let parent else {
      return ids.sorted { $0.key < $1.key }.map(\.value).filter { parents[$0] == nil }
    }
    return children[parent] ?? []
  }

  /// The region and everything below it.
  func subtree(of id: Int64) -> [Int64] {
    // A tree is at most `RegionTree.maximumDepth` deep; the bound also ends a damaged one.
    var (all, level) = ([id], [id])
    for _ in 1..<RegionTree.maximumDepth {
      level = level.flatMap { children[$0] ?? [] }
      all += level
    }
    return all
  }
}

/// Regions that are counted together, each with all that lies in it.
struct RegionGroups {
  /// The group of a region's row id.
  private var groups: [Int64: Int]?
  let count: Int

  /// Everything in one group.
  static let everything = RegionGroups(groups: nil, count: 1)

  private init(groups: [Int64: Int]?, count: Int) {
    self.groups = groups
    self.count = count
  }

  /// - Parameter roots: one for each group; none lies in another.
  init(_ roots: [Int64], _ index: RegionIndex) {
    var groups: [Int64: Int] = [:]
    for (group, root) in roots.enumerated() {
      for id in index.subtree(of: root) { groups[id] = group }
    }
    self.groups = groups
    count = roots.count
  }

  /// - Returns: nil for an unknown region.
  init?(region code: String?, _ index: RegionIndex) {
    guard let code else {
      self = .everything
      return
    }
    guard let id = index.id(of: code) else { return nil }
    self.init([id], index)
  }

  var isEverything: Bool { groups == nil }

  subscript(region: Int64) -> Int? { groups.map { $0[region] } ?? 0 }

  /// A condition that a column of region row ids is in one of the groups.
  func condition(_ column: String) -> String {
    guard let groups else { return "TRUE" }
    // Numbers of our own: nothing to escape.
    return "\(column) IN (\(groups.keys.sorted().map(String.init).joined(separator: ", ")))"
  }

  /// The row ids of a group's regions; nil where everything is in it.
  func members(of group: Int) -> [Int64]? {
    groups.map { $0.filter { $0.value == group }.keys.sorted() }
  }
}
