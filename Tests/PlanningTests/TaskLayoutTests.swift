import Inspection
import Planning
import TestSupport
import Testing

@Suite struct TaskLayoutTests {
  private func checklist(redLines: Set<Int>, count: Int) -> Checklist {
    Checklist(
      id: "c", title: "", version: "", sections: [.init(id: "S", title: "")],
      items: (0..<count).map {
        Checklist.Item(
          id: "I\($0)", text: "", section: 0, requirement: .boolean(expected: true), level: .major,
          isRedLine: redLines.contains($0))
      })
  }

  @Test func redLineItemsTravelInTheUrgentLane() {
    let layout = TaskLayout(
      checklist: checklist(redLines: [1, 4], count: 6), items: [0..<6], checksPerTask: 10)
    #expect(
      layout.parts == [
        .init(lane: .urgent, items: [1..<2, 4..<5]), .init(lane: .bulk, items: [0..<1, 2..<4, 5..<6]),
      ])
  }

  @Test func onlySelectedItemsAreCut() {
    let layout = TaskLayout(
      checklist: checklist(redLines: [], count: 9), items: [1..<3, 5..<9], checksPerTask: 4)
    #expect(
      layout.parts == [.init(lane: .bulk, items: [1..<3, 5..<7]), .init(lane: .bulk, items: [7..<9])])
  }

  @Test(arguments: 0..<50) func everySelectedItemIsInExactlyOnePart(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...40, using: &random)
    let redLines = Set((0..<count).filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
    let selected = (0..<count).filter { _ in Bool.random(using: &random) }
    let size = Int.random(in: 1...9, using: &random)
    let layout = TaskLayout(
      checklist: checklist(redLines: redLines, count: count), items: selected.map { $0..<$0 + 1 },
      checksPerTask: size)
    let items = layout.parts.flatMap { $0.items.flatMap { $0 } }
    #expect(items.sorted() == selected)
    for part in layout.parts {
      let items = part.items.flatMap { $0 }
      #expect((1...size).contains(items.count))
      #expect(items == items.sorted())
      #expect(items.allSatisfy { redLines.contains($0) == (part.lane == .urgent) })
    }
  }
}
