import Checks
import Inspection
import InspectionFormats
import Wire

/// Messages from a topic, with whatever a broken or hostile sender could put there.
enum WireFuzz {
  static let targets = [
    FuzzTarget(name: "wire-task", samples: tasks) { bytes in
      guard let task = try? bytes.withUnsafeBytes(TaskCodec.decode) else { return }
      let again = try TaskCodec.encode(task)
      guard try again.withUnsafeBytes(TaskCodec.decode).seq == task.seq else { throw broken }
      // The checker refuses it or says something of each of its checks.
      guard let result = try? checker?.check(task).result else { return }
      guard result.checkCount >= result.exceptions.count + result.findings.count else { throw broken }
    },
    FuzzTarget(name: "wire-result", samples: [ResultCodec.encode(result)]) { bytes in
      // Of a site without a name nothing is written.
      guard let result = try? bytes.withUnsafeBytes(ResultCodec.decode), result.site != .unknown else {
        return
      }
      guard try ResultCodec.encode(result).withUnsafeBytes(ResultCodec.decode) == result else { throw broken }
    },
    FuzzTarget(name: "wire-checklist", samples: checklist.flatMap { try? [ChecklistCodec.encode($0)] } ?? [])
    { bytes in
      guard let checklist = try? bytes.withUnsafeBytes(ChecklistCodec.decode) else { return }
      guard let compiled = try? CompiledChecklist(checklist), let task = task(for: checklist) else { return }
      _ = try? TaskChecker(compiled, worker: "w").check(task)
    },
    FuzzTarget(name: "wire-control", samples: control) { bytes in
      _ = try? bytes.withUnsafeBytes { try ControlRecord(decoding: $0, key: "campaign/k/opening") }
      _ = try? bytes.withUnsafeBytes { try RegisterRecord(decoding: $0) }
    },
  ]

  private static let broken = FuzzTargets.Broken("the message is another one after its journey")

  private static let checklist = try? ChecklistFile.read(
    InputFile(name: "c.yaml", content: FuzzSamples.yaml.utf8))

  private static let checker = checklist.flatMap { try? TaskChecker(CompiledChecklist($0), worker: "w") }

  /// A task over all items, each answered in its kind.
  private static func task(for checklist: Checklist) -> InspectionTask? {
    guard !checklist.items.isEmpty else { return nil }
    var (columns, referenced) = (ObservationColumns(), ReferencedObservations())
    for (index, item) in checklist.items.enumerated() {
      let value: ObservationValue? =
        switch item.requirement.observes {
        case .boolean: .boolean(true)
        case .number, .count: .number(1)
        case .choice: .choice(0)
        case .date: .date(CivilDate(days: 20_000))
        case .text: .text("text")
        case .numbers: .numbers([1, 2])
        case .choices: .choices([0])
        case .items: nil
        }
      columns.append(value)
      referenced.items.append(index)
      referenced.columns.append(value)
    }
    return InspectionTask(
      campaign: "k", seq: 7, site: SiteReference(id: "s", type: "school", region: "r", address: "a"),
      inspection: Inspection(
        observedAt: Timestamp(milliseconds: 1_760_000_000_000), day: CivilDate(days: 20_370), inspector: "i"),
      items: [0..<checklist.items.count], observations: columns,
      evidence: [ItemEvidence(item: 0, references: ["photo:x"])],
      accepted: [RecordedAcceptance(item: 1, at: Timestamp(milliseconds: 1_760_000_100_000))],
      referenced: referenced)
  }

  private static let result = TaskResult(
    campaign: "k", seq: 7, generation: 1, outcome: .checked,
    site: SiteReference(id: "s", type: "school", region: "r"),
    inspection: Inspection(
      observedAt: Timestamp(milliseconds: 1_760_000_000_000), day: CivilDate(days: 20_370)),
    items: [0..<3, 5..<9], exceptions: [.init(item: 1, outcome: .notapplicable, reason: "why")],
    findings: [Finding(item: 5, level: .major, grade: .red, reason: "because", evidence: ["photo:x"])],
    worker: "w")

  private static var tasks: [[UInt8]] {
    guard var task = checklist.flatMap(task) else { return [] }
    let plain = try? TaskCodec.encode(task)
    task.retry = RetryState(
      attempt: 1, firstFailedAt: Timestamp(milliseconds: 1), dueAt: Timestamp(milliseconds: 2),
      errorClass: "timeout",
      error: "e", partial: result)
    return [plain, try? TaskCodec.encode(task)].compactMap(\.self)
  }

  private static var control: [[UInt8]] {
    let opening = CampaignOpening(
      id: "k", title: "K", checklistDigest: "a", registerDigest: "b", siteCount: 3, taskCount: 4,
      checkCount: 5,
      taskDigest: "c", openedAt: Timestamp(milliseconds: 6))
    let records = [ControlRecord.opening(opening), .progress(campaign: "k", acknowledged: 2)]
    let register = RegisterRecord(
      digest: "d", sites: [Site(id: "s", name: "S", region: "r", type: "t", owner: "o", address: "a")])
    return records.compactMap { try? $0.encoded() } + [try? register.encoded()].compactMap(\.self)
  }
}
