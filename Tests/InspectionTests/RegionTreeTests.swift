import Inspection
import Testing

@Suite("Region tree")
struct RegionTreeTests {
  @Test("parents come first whatever the order of the list")
  func order() throws {
    let tree = try RegionTree.build([
      Region(code: "v", name: "", parent: "t"), Region(code: "t", name: "", parent: "c"),
      Region(code: "c", name: "", parent: nil), Region(code: "d", name: "", parent: nil),
    ]).get()
    #expect(tree.regions.map(\.code) == ["c", "d", "t", "v"])
    #expect(tree.lineage(of: "v").map(\.code) == ["v", "t", "c"])
    #expect(tree.lineage(of: "x").isEmpty)
  }

  @Test("every fault is told, each once")
  func faults() throws {
    let long = (1...9).map { Region(code: "l\($0)", name: "", parent: $0 == 1 ? nil : "l\($0 - 1)") }
    let result = RegionTree.build(
      long + [
        Region(code: "a", name: "", parent: "b"), Region(code: "b", name: "", parent: "a"),
        Region(code: "x", name: "", parent: "nowhere"), Region(code: "y", name: "", parent: "x"),
        Region(code: "l1", name: "", parent: nil),
      ])
    guard case .failure(let faults) = result else {
      Issue.record("a tree was built")
      return
    }
    #expect(
      Set(faults.faults) == [
        .duplicateCode("l1"), .tooDeep(code: "l9"), .cycle(code: "a"), .cycle(code: "b"),
        .missingParent(code: "x", parent: "nowhere"),
      ])
    #expect(faults.faults.count == 5)
  }

  @Test("a chain as deep as the list is long is no cycle")
  func deepChain() throws {
    let chain = (0..<8).map { Region(code: "\($0)", name: "", parent: $0 == 0 ? nil : "\($0 - 1)") }
    #expect(try RegionTree.build(chain).get().lineage(of: "7").count == 8)
  }
}
