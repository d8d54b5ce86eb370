import Inspection
import Testing
import Wire

private let inspection = Inspection(
  observedAt: Timestamp(milliseconds: -5), day: CivilDate(days: 20_000), inspector: "李 Wei")
private let site = SiteReference(id: "s-1", type: "school", region: "441203")

private func decode<T>(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
  try bytes.withUnsafeBytes(body)
}

@Suite struct CodecTests {
  static var task: InspectionTask {
    var columns = ObservationColumns()
    let values: [ObservationValue?] = [
      nil, .boolean(true), .boolean(false), .number(-0.25), .choice(300), .date(CivilDate(days: -1)),
      .text("é\u{0}"), .notApplicable, .assumedPass,
    ]
    for value in values { columns.append(value) }
    return InspectionTask(
      campaign: "c", seq: .max, generation: 3, site: site, inspection: inspection, items: [0..<4, 10..<15],
      observations: columns, evidence: [ItemEvidence(item: 3, references: ["a", "b"])],
      accepted: [RecordedAcceptance(item: 10, at: Timestamp(milliseconds: 1))])
  }

  static var result: TaskResult {
    TaskResult(
      campaign: "c", seq: 9, generation: 1, outcome: .checked, site: site, inspection: inspection,
      items: [0..<4, 10..<15],
      exceptions: [.init(item: 0, outcome: .notchecked), .init(item: 14, outcome: .error)],
      findings: [
        Finding(item: 2, level: .major, grade: .red, reason: "because", evidence: ["x"]),
        Finding(
          item: 12, level: .general, grade: .blue, reason: "", acceptedAt: Timestamp(milliseconds: 0)),
      ], worker: "w")
  }

  @Test func tasksComeBackAsTheyWere() throws {
    #expect(try decode(try TaskCodec.encode(Self.task), TaskCodec.decode) == Self.task)
  }

  @Test func resultsComeBackAsTheyWere() throws {
    #expect(try decode(ResultCodec.encode(Self.result), ResultCodec.decode) == Self.result)
  }

  @Test func aRetryTakesItsStateAlong() throws {
    var task = Self.task
    task.retry = RetryState(
      attempt: 2, firstFailedAt: Timestamp(milliseconds: 4), dueAt: Timestamp(milliseconds: 6),
      errorClass: "timeout", error: "no answer in 5 s", partial: Self.result)
    let bytes = try TaskCodec.encode(task)
    #expect(try decode(bytes, TaskCodec.decode) == task)
    for length in 0..<bytes.count {
      #expect(throws: WireError.self) { try decode(Array(bytes[..<length]), TaskCodec.decode) }
    }
  }

  @Test(arguments: [TaskOutcome.dead, .cancelled])
  func aTaskThatWasNeverReadHasNoSite(_ outcome: TaskOutcome) throws {
    let result = TaskResult.unchecked(outcome, campaign: "c", seq: 3, generation: 0, worker: "w")
    #expect(try decode(ResultCodec.encode(result), ResultCodec.decode) == result)
  }

  @Test func equalTasksHaveEqualBytes() throws {
    #expect(try TaskCodec.encode(Self.task) == TaskCodec.encode(Self.task))
  }

  @Test func registersComeBackAsTheyWere() throws {
    let record = RegisterRecord(
      digest: "d",
      regions: [
        Region(code: "r", name: "R", parent: nil), Region(code: "q", name: "Q", parent: "r", level: "town"),
      ],
      sites: [
        Site(id: "s", name: "S", region: "q"),
        Site(
          id: "t", name: "T", region: "q", type: "x", position: .init(latitude: 1, longitude: 0), owner: "o"),
      ])
    #expect(try decode(try record.encoded(), RegisterRecord.init(decoding:)) == record)
  }

  /// Also one that ends between two fields.
  @Test func everyPrefixOfAMessageIsRefused() throws {
    let result = ResultCodec.encode(Self.result)
    for length in 0..<result.count {
      #expect(throws: WireError.self) { try decode(Array(result[..<length]), ResultCodec.decode) }
    }
    let task = try TaskCodec.encode(Self.task)
    for length in 0..<task.count {
      #expect(throws: WireError.self) { try decode(Array(task[..<length]), TaskCodec.decode) }
    }
  }

  @Test func flippedBytesNeverTrap() throws {
    let task = try TaskCodec.encode(Self.task)
    let result = ResultCodec.encode(Self.result)
    for position in 0..<max(task.count, result.count) {
      for bit in 0..<8 {
        var damagedTask = task
        if position < task.count { damagedTask[position] ^= 1 << bit }
        _ = try? decode(damagedTask, TaskCodec.decode)
        var damagedResult = result
        if position < result.count { damagedResult[position] ^= 1 << bit }
        _ = try? decode(damagedResult, ResultCodec.decode)
      }
    }
  }

  @Test func anotherVersionIsNamed() throws {
    var bytes = try TaskCodec.encode(Self.task)
    // Field 1 (version) comes first: tag 0x08, then the number.
    #expect(bytes[0] == 8)
    for (version, code) in [
      (0, WireError.Code.unknownVersion), (2, .newerVersion), (16, .newerVersion), (17, .unknownVersion),
    ] {
      bytes[1] = UInt8(version)
      let error = #expect(throws: WireError.self) { try decode(bytes, TaskCodec.decode) }
      #expect(error?.code == code, "\(version)")
    }
  }

  @Test func timesOutsideTheYearsOneTo9999AreRefused() throws {
    for milliseconds in [Int64.min, -62_135_596_800_001, 253_402_300_800_000, .max] {
      var task = Self.task
      task.inspection.observedAt = Timestamp(milliseconds: milliseconds)
      let bytes = try TaskCodec.encode(task)
      #expect(throws: WireError.self) { try decode(bytes, TaskCodec.decode) }
      var result = Self.result
      result.findings[0].acceptedAt = Timestamp(milliseconds: milliseconds)
      let resultBytes = ResultCodec.encode(result)
      #expect(throws: WireError.self) { try decode(resultBytes, ResultCodec.decode) }
      // Even one that got in is written without a trap.
      #expect(Timestamp(milliseconds: milliseconds).iso8601.hasSuffix("Z"))
    }
  }

  @Test func aTaskThatWasNotCheckedHasNoChecks() throws {
    for outcome in [TaskOutcome.dead, .cancelled] {
      var result = Self.result
      result.outcome = outcome
      let bytes = ResultCodec.encode(result)
      #expect(throws: WireError.self) { try decode(bytes, ResultCodec.decode) }
    }
  }

  /// A result would say nothing of whose checks it tells.
  @Test func whatWasCheckedHasASite() throws {
    var task = Self.task
    task.site.id = ""
    let bytes = try TaskCodec.encode(task)
    #expect(throws: WireError.self) { try decode(bytes, TaskCodec.decode) }
    var result = Self.result
    result.site.id = ""
    let resultBytes = ResultCodec.encode(result)
    #expect(throws: WireError.self) { try decode(resultBytes, ResultCodec.decode) }
  }

  @Test func namesWithANulAreRefused() throws {
    var task = Self.task
    task.site.id = "a\u{0}b"
    let bytes = try TaskCodec.encode(task)
    #expect(throws: WireError.self) { try decode(bytes, TaskCodec.decode) }
  }

  @Test func aResultMustNameItsOwnChecksOnce() throws {
    var outside = Self.result
    outside.exceptions = [.init(item: 7, outcome: .error)]
    var twice = Self.result
    twice.exceptions = [.init(item: 2, outcome: .error)]
    for damaged in [outside, twice] {
      let bytes = ResultCodec.encode(damaged)
      let error = #expect(throws: WireError.self) { try decode(bytes, ResultCodec.decode) }
      #expect(error?.code == .invalid)
    }
  }
}
