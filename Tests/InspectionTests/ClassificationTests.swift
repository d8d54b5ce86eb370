import Inspection
import Testing

@Suite("Classification and identity")
struct ClassificationTests {
  @Test(
    "a score on a boundary belongs to the worse grade",
    arguments: [
      (4.0, 4.0, RiskGrade.red), (3, 5, .orange), (2, 5, .orange), (3, 3, .yellow), (1, 5, .yellow),
      (2, 2, .blue),
      (1, 1, .blue),
    ])
  func matrix(likelihood: Double, consequence: Double, grade: RiskGrade) {
    let risk = RiskFactors(likelihood: likelihood, consequence: consequence)
    #expect(RiskModel.standardMatrix.grade(of: risk) == grade)
  }

  @Test(
    "LEC multiplies in the exposure",
    arguments: [
      (10.0, 6.0, 15.0, RiskGrade.red), (3, 6, 15, .orange), (1, 6, 15, .yellow), (0.5, 6, 15, .blue),
      (1, 10, 7, .yellow),
    ])
  func lec(likelihood: Double, exposure: Double, consequence: Double, grade: RiskGrade) {
    let risk = RiskFactors(likelihood: likelihood, exposure: exposure, consequence: consequence)
    #expect(RiskModel.standardLEC.grade(of: risk) == grade)
  }

  @Test("a hazard's id is what an independent computation says")
  func identity() {
    let id = HazardID(site: "site-1", checklist: "fire", item: "FX-01")
    #expect(id.rawValue == 3_647_558_024_323_797_684)
    #expect(id.description == "357ntpa8q44nm")
    #expect(HazardID("357ntpa8q44nm".uppercased()) == id)
  }

  @Test("parts of an identity do not run into each other")
  func boundaries() {
    #expect(
      HazardID(site: "ab", checklist: "c", item: "d") != HazardID(site: "a", checklist: "bc", item: "d"))
  }

  @Test("every id comes back from its text", arguments: [0, 1, UInt64.max, 0x8000_0000_0000_0000])
  func idText(raw: UInt64) {
    #expect(HazardID(HazardID(rawValue: raw).description)?.rawValue == raw)
  }

  @Test("what is no id is refused", arguments: ["", "0", "zzzzzzzzzzzzz", "u000000000000", "00000000000000"])
  func noID(text: String) {
    #expect(HazardID(text) == nil)
  }
}
