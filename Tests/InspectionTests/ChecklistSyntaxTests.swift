import Inspection
import Testing

@Suite("Requirements and observations")
struct ChecklistSyntaxTests {
  @Test(
    "a requirement survives being written and read",
    arguments: [
      (Requirement.Kind.boolean, "yes"), (.boolean, "no"), (.number, ">= 1.5"), (.number, "> 0"),
      (.number, "<= 4"), (.number, "< -4"), (.number, "= 0"), (.number, "1..1.4"),
      (.number, "-2.5..-1"),
      (.choice, "good | worn"), (.date, "age <= 365 days"), (.date, "age <= 12 months"),
      (.date, "age <= 2 years"),
      (.date, "not expired"), (.text, "present"), (.text, "matches [A-Z]{2}-[0-9]+"),
    ])
  func roundTrip(kind: Requirement.Kind, text: String) throws {
    let options = ["good", "worn", "broken"]
    let requirement = try RequirementSyntax.parse(text, kind: kind, unit: nil, options: options)
    #expect(requirement.kind == kind)
    #expect(RequirementSyntax.text(of: requirement) == text)
  }

  @Test(
    "a requirement that means nothing is refused",
    arguments: [
      (Requirement.Kind.boolean, "maybe", "is not yes or no"), (.number, "", "is missing: write"),
      (.number, "1.4..1.0", "no number can satisfy"), (.number, ">= x", "is no number"),
      (.number, "1.0", "is no range"), (.number, ">= 1 MPaa", "unknown unit \"MPaa\" (did you mean MPa?)"),
      (.number, "12 V ± 5 mV", "has two units"), (.number, "50 % ± 5%", "may mean percent or points"),
      (.number, "12 ± -1", "is no tolerance"), (.number, "1 m..2 cm", "has two units"),
      (.number, "any(1 m..2 m; > 5 V)", "V is voltage, but m is length"),
      (.number, "all(> 1; )", "empty part"),
      (.number, "not(> 1; > 2)", "takes one rule"),
      (.number, "at least 3 of (> 1; > 2)", "no choice among them"),
      (.number, "all(> 1", "a parenthesis is not closed"),
      (.number, "all(> 1) x", "follows a closing parenthesis"),
      (.number, "item A yes", "there is no item \"A\""),
      (
        .number, String(repeating: "not(", count: 9) + "> 1" + String(repeating: ")", count: 9),
        "combinations deep"
      ),
      (.number, "any(" + String(repeating: "> 1; ", count: 300) + "> 1)", "more than 256 rules"),
      (.count, ">= 2 m", "a count has no unit"), (.count, "many", "is no number"),
      (.numbers, ">= 2", "is no rule on several numbers"),
      (.numbers, "at least 0 are > 1", "is no rule on several"),
      (.choices, "good", "is no rule on several choices"), (.choices, "contains god", "did you mean good?"),
      (.items, "yes", "is no condition"), (.date, "2026-02-30..2026-03-01", "is no date rule"),
      (.date, "2026-03-02..2026-03-01", "no date can satisfy"), (.date, "> 9999-12-31", "is no date rule"),
      (.text, "any(matches \"x; present)", "a quotation mark is not closed"),
      (.number, ">= inf", "is no number"), (.number, "<> 4", "is no range"),
      (.choice, "", "name the options that pass"), (.choice, "god", "did you mean good?"),
      (.date, "age <= soon", "is no date rule"), (.date, "age <= -1 days", "is no date rule"),
      (.text, "like x", "is no text rule"), (.text, "matches [", "is no regular expression"),
    ])
  func refused(kind: Requirement.Kind, text: String, message: String) {
    #expect {
      try RequirementSyntax.parse(text, kind: kind, unit: nil, options: ["good", "worn"])
    } throws: {
      String(describing: $0).contains(message)
    }
  }

  @Test(
    "a value is read as what its item observes",
    arguments: [
      ("yes", Requirement.boolean(expected: true), ObservationValue.boolean(true)),
      (" NO ", .boolean(expected: true), .boolean(false)), ("合格", .boolean(expected: true), .boolean(true)),
      ("n/a", .boolean(expected: true), .notApplicable), ("不适用", .text(.present), .notApplicable),
      ("1.15", number("MPa"), .number(1.15)), ("12 bar", number("MPa"), .number(1.2)),
      ("-5e-1", number(nil), .number(-0.5)), ("68 °F", number("°C"), .number(20)),
      ("worn", .choice(options: ["good", "worn"], passing: [0]), .choice(1)),
      ("2026-11-21T10:00", .date(.notExpired), .date(CivilDate(days: 20_778))),
      (" seal 4 ", .text(.present), .text("seal 4")),
      ("3", Requirement(observes: .count, rule: .all([])), .number(3)),
      ("b | a|b", Requirement(observes: .choices(["a", "b"]), rule: .all([])), .choices([0, 1])),
      ("None", Requirement(observes: .choices(["a", "b"]), rule: .all([])), .choices([])),
      ("none", Requirement(observes: .choices(["a", "none"]), rule: .all([])), .choices([1])),
      ("1 | 200 cm", Requirement(observes: .numbers(MeasureUnit("m")), rule: .all([])), .numbers([1, 2])),
    ])
  func values(text: String, requirement: Requirement, value: ObservationValue) throws {
    let read = try ObservationSyntax.parse(text, for: requirement)
    if case .number(let expected) = value, case .number(let number) = read {
      #expect(abs(number - expected) < 1e-9)
    } else {
      #expect(read == value)
    }
  }

  @Test("a blank value is no value", arguments: ["", "  ", "\t"])
  func blank(text: String) throws {
    #expect(try ObservationSyntax.parse(text, for: .text(.present)) == nil)
  }

  @Test(
    "a value of another kind is refused",
    arguments: [
      ("perhaps", Requirement.boolean(expected: true), "is not yes or no"),
      ("high", number("MPa"), "is no number"),
      ("1.2 MPaa", number("MPa"), "unknown unit \"MPaa\" (did you mean MPa?)"),
      ("1.2 m", number("MPa"), "m is length, but MPa is pressure"),
      ("1.2 m", number(nil), "the item has none"),
      ("nan", number(nil), "is no finite number"),
      ("wornn", .choice(options: ["good", "worn"], passing: [0]), "did you mean worn?"),
      ("2.5", Requirement(observes: .count, rule: .all([])), "is no count"),
      ("-1", Requirement(observes: .count, rule: .all([])), "is no count"),
      ("a|x", Requirement(observes: .choices(["a", "b"]), rule: .all([])), "\"x\" is none of a, b"),
      ("1|x", Requirement(observes: .numbers(nil), rule: .all([])), "\"x\" is no number"),
      ("yes", Requirement(observes: .items, rule: .all([])), "nothing is observed of it"),
      ("21.11.2026", .date(.notExpired), "is no date"),
    ])
  func refusedValues(text: String, requirement: Requirement, message: String) {
    #expect {
      try ObservationSyntax.parse(text, for: requirement)
    } throws: {
      String(describing: $0).contains(message)
    }
  }

  @Test(
    "units convert within their dimension",
    arguments: [
      (1.0, "MPa", "bar", 10.0), (14.503_773_773_022, "psi", "bar", 1), (100, "°C", "°F", 212),
      (0, "°C", "K", 273.15),
      (3_600, "m3/h", "m3/s", 1), (12, "in", "ft", 1), (5, "%", "ppm", 50_000),
    ])
  func conversions(value: Double, from: String, to: String, result: Double) throws {
    let (source, target) = (try #require(MeasureUnit(from)), try #require(MeasureUnit(to)))
    #expect(abs(try #require(source.convert(value, to: target)) - result) < 1e-6)
  }

  private static func number(_ unit: String?) -> Requirement {
    .number(NumberRange(lower: nil, upper: nil), unit: unit.flatMap { MeasureUnit($0) })
  }
}
