import InspectionFormats
import Testing

@Suite("Natural order")
struct NaturalOrderTests {
  @Test("numbers in texts compare as numbers")
  func order() {
    let sorted = ["", "1.1", "1.2.3", "1.2.3.", "1.2.10", "1.02.11", "2.1", "10.1", "B.1", "a"]
    #expect(sorted.reversed().sorted(by: NaturalOrder.precedes) == sorted)
  }

  @Test(
    "the order is strict, also where texts read the same",
    arguments: [("1", "01"), ("a1", "a01"), ("x", "x")])
  func strict(a: String, b: String) {
    #expect(!NaturalOrder.precedes(a, a))
    #expect(a == b || NaturalOrder.precedes(a, b) != NaturalOrder.precedes(b, a))
  }
}
