import Inspection
import TestSupport
import Testing
import Wire

/// The codec reads and writes plain messages without the generated code, which therefore is its oracle: a field that
/// only the generated code knows, put at the end of a message, makes it the one that reads.
@Suite struct ShortcutTests {
  /// Field 2047, the number 1.
  private static let unknownField: [UInt8] = [0xF8, 0x7F, 1]

  @Test(arguments: 0..<40 as Range<UInt64>)
  func bothReadTheSameTask(_ seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<25 {
      let task = Self.task(&chance)
      let bytes = try TaskCodec.encode(task)
      #expect(try bytes.withUnsafeBytes(TaskCodec.decode) == task)
      #expect(try (bytes + Self.unknownField).withUnsafeBytes(TaskCodec.decode) == task)
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func bothReadTheSameResult(_ seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<25 {
      let result = Self.result(&chance)
      let bytes = ResultCodec.encode(result)
      #expect(try bytes.withUnsafeBytes(ResultCodec.decode) == result)
      #expect(try (bytes + Self.unknownField).withUnsafeBytes(ResultCodec.decode) == result)
    }
  }

  /// Within a task that is tried again a result is written by the generated code.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func bothWriteTheSameBytes(_ seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var task = Self.task(&chance)
    let result = Self.result(&chance)
    task.retry = RetryState(
      attempt: 1, firstFailedAt: result.inspection.observedAt, dueAt: result.inspection.observedAt,
      errorClass: "timeout", error: "", partial: result)
    let (whole, part) = (try TaskCodec.encode(task), ResultCodec.encode(result))
    #expect(whole.indices.contains { whole[$0...].starts(with: part) })
  }

  /// Whatever happens to a message on its way: both refuse it, or both read the same.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func bothThinkTheSameOfDamage(_ seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var task = try TaskCodec.encode(Self.task(&chance))
      Self.damage(&task, &chance)
      #expect(
        (try? task.withUnsafeBytes(TaskCodec.decode))
          == (try? (task + Self.unknownField).withUnsafeBytes(TaskCodec.decode)), "\(task)")
      var result = ResultCodec.encode(Self.result(&chance))
      Self.damage(&result, &chance)
      #expect(
        (try? result.withUnsafeBytes(ResultCodec.decode))
          == (try? (result + Self.unknownField).withUnsafeBytes(ResultCodec.decode)), "\(result)")
    }
  }

  // MARK: Made by chance

  private static func damage(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
    let place = Int.random(in: 0..<bytes.count, using: &chance)
    switch Int.random(in: 0..<4, using: &chance) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
    case 1: bytes[place] = .random(in: 0...255, using: &chance)
    case 2: bytes.remove(at: place)
    default: bytes.insert(.random(in: 0...255, using: &chance), at: place)
    }
  }

  private static func text(_ chance: inout SeededGenerator) -> String {
    let letters = ["", "a", "é", "检", "🙂", "0", " ", "\n", "long enough not to be small"]
    return (0..<Int.random(in: 0...8, using: &chance))
      .map { _ in letters.randomElement(using: &chance) ?? "" }.joined()
  }

  private static func number(_ chance: inout SeededGenerator) -> UInt64 {
    .random(in: 0...UInt64.max, using: &chance) >> UInt64.random(in: 0...63, using: &chance)
  }

  private static func time(_ chance: inout SeededGenerator) -> Timestamp {
    Timestamp(milliseconds: .random(in: -62_135_596_800_000..<253_402_300_800_000, using: &chance))
  }

  private static func site(_ chance: inout SeededGenerator) -> SiteReference {
    SiteReference(id: "s" + text(&chance), type: text(&chance), region: text(&chance), address: text(&chance))
  }

  private static func inspection(_ chance: inout SeededGenerator) -> Inspection {
    Inspection(
      observedAt: time(&chance), day: CivilDate(days: Int32(truncatingIfNeeded: number(&chance))),
      inspector: text(&chance))
  }

  private static func ranges(_ chance: inout SeededGenerator) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for _ in 0...Int.random(in: 0...3, using: &chance) {
      let first = (ranges.last?.upperBound ?? 0) + Int.random(in: 0...200, using: &chance)
      ranges.append(first..<first + Int.random(in: 1...40, using: &chance))
    }
    return ranges
  }

  private static func task(_ chance: inout SeededGenerator) -> InspectionTask {
    let items = ranges(&chance)
    var columns = ObservationColumns()
    for _ in items.joined() {
      let values: [ObservationValue?] = [
        nil, .boolean(.random(using: &chance)), .number(Double(bitPattern: number(&chance) >> 12)),
        .choice(Int(UInt32(truncatingIfNeeded: number(&chance)))),
        .date(CivilDate(days: Int32(truncatingIfNeeded: number(&chance)))), .text(text(&chance)),
        .notApplicable, .assumedPass, .choices([0, 3]), .choices([]), .numbers([0.5, -1]),
      ]
      columns.append(values.randomElement(using: &chance) ?? nil)
    }
    var referenced = ReferencedObservations()
    if Bool.random(using: &chance) {
      let values: [ObservationValue?] = [
        nil, .boolean(true), .number(2), .choices([1]), .text(text(&chance)),
      ]
      referenced.items = Array(0...Int.random(in: 0...3, using: &chance))
      for _ in referenced.items { referenced.columns.append(values.randomElement(using: &chance) ?? nil) }
    }
    return InspectionTask(
      campaign: "c" + text(&chance), seq: number(&chance),
      generation: UInt32(truncatingIfNeeded: number(&chance)), site: site(&chance),
      inspection: inspection(&chance), items: items, observations: columns,
      evidence: Bool.random(using: &chance) ? [] : [ItemEvidence(item: 3, references: [text(&chance), "b"])],
      accepted: Bool.random(using: &chance) ? [] : [RecordedAcceptance(item: 10, at: time(&chance))],
      referenced: referenced)
  }

  private static func result(_ chance: inout SeededGenerator) -> TaskResult {
    let items = ranges(&chance)
    var result = TaskResult(
      campaign: "c" + text(&chance), seq: number(&chance),
      generation: UInt32(truncatingIfNeeded: number(&chance)), outcome: .checked, site: site(&chance),
      inspection: inspection(&chance), items: items, worker: text(&chance))
    for item in items.joined() {
      switch Int.random(in: 0..<8, using: &chance) {
      case 0:
        let reason = Bool.random(using: &chance) ? "" : text(&chance)
        result.exceptions.append(.init(item: item, outcome: .notchecked, reason: reason))
      case 1: result.findings.append(finding(item, &chance))
      default: break
      }
    }
    return result
  }

  private static func finding(_ item: Int, _ chance: inout SeededGenerator) -> Finding {
    Finding(
      item: item, level: HazardLevel.allCases.randomElement(using: &chance) ?? .general,
      grade: RiskGrade.allCases.randomElement(using: &chance) ?? .red,
      reason: String(repeating: text(&chance), count: 4),
      acceptedAt: Bool.random(using: &chance) ? nil : time(&chance),
      evidence: Bool.random(using: &chance) ? [] : [text(&chance), ""])
  }
}
