/// The regions of a campaign: one or more trees of at most `maximumDepth` levels.
///
/// Regions are kept parents first, so that whoever writes them in order never meets an unknown parent.
package struct RegionTree: Sendable, Hashable {
  /// Levels from a root to the smallest region, both counted.
  package static let maximumDepth = 8

  /// What keeps a list of regions from being a tree.
  package enum Fault: Error, Hashable {
    case duplicateCode(String)
    case missingParent(code: String, parent: String)
    case cycle(code: String)
    case tooDeep(code: String)
  }

  package let regions: [Region]
  private let indexByCode: [String: Int]

  /// - Returns: the tree, or every fault that keeps the list from being one.
  package static func build(_ list: [Region]) -> Result<RegionTree, Faults> {
    var faults: [Fault] = []
    var byCode: [String: Region] = [:]
    for region in list where byCode.updateValue(region, forKey: region.code) != nil {
      faults.append(.duplicateCode(region.code))
    }
    var depths: [String: Int] = [:]
    for region in list {
      switch depth(of: region, in: byCode) {
      case .success(let depth): depths[region.code] = depth
      case .failure(let fault): faults.append(contentsOf: fault.faults)
      }
    }
    guard faults.isEmpty else { return .failure(Faults(faults: faults)) }
    let ordered = list.enumerated().sorted { a, b in
      let (depthA, depthB) = (depths[a.element.code] ?? 0, depths[b.element.code] ?? 0)
      return (depthA, a.offset) < (depthB, b.offset)
    }
    return .success(RegionTree(ordered: ordered.map(\.element)))
  }

  /// Every fault of one list.
  package struct Faults: Error {
    package var faults: [Fault]
  }

  private init(ordered: [Region]) {
    regions = ordered
    indexByCode = Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { ($0.element.code, $0.offset) })
  }

  package var isEmpty: Bool { regions.isEmpty }

  package subscript(code: String) -> Region? {
    indexByCode[code].map { regions[$0] }
  }

  /// The region and all it lies in, the smallest first; empty for an unknown code.
  package func lineage(of code: String) -> [Region] {
    var result: [Region] = []
    var next = self[code]
    while let region = next {
      result.append(region)
      next = region.parent.flatMap { self[$0] }
    }
    return result
  }

  private static func depth(of region: Region, in byCode: [String: Region]) -> Result<Int, Faults> {
    var depth = 1
    var current = region
    while let parentCode = current.parent {
      guard let parent = byCode[parentCode] else {
        // Reported once, for the region that names the missing parent.
        guard current.code == region.code else { return .success(depth) }
        return .failure(Faults(faults: [.missingParent(code: region.code, parent: parentCode)]))
      }
      depth += 1
      if depth > byCode.count { return .failure(Faults(faults: [.cycle(code: region.code)])) }
      current = parent
    }
    guard depth <= maximumDepth else { return .failure(Faults(faults: [.tooDeep(code: region.code)])) }
    return .success(depth)
  }
}
