import Fleet
import Inspection
import Kafka
import Ledger
import Wire

/// A re-inspection as it is sent.
struct ReinspectionPlan {
  let opening: CampaignOpening
  let seal: ControlRecord.CampaignSeal
  /// By topic.
  private(set) var tasks: [String: OutgoingBatch] = [:]
  /// Nil where nothing is traced.
  private(set) var trace: OutboxTrace?

  /// - Parameters:
  ///   - checklist: the one that found the hazards.
  ///   - collector: nil where nothing is traced.
  /// - Throws: `WireError` for a task that no message can hold.
  init(
    _ wanted: Reinspection, _ checklist: Checklist, _ topics: TopicLayout, _ collector: OutboxTrace.Collector?
  ) throws {
    trace = collector.map {
      OutboxTrace("send \(wanted.campaign)", campaign: wanted.campaign, tasks: wanted.tasks.count, to: $0)
    }
    let count = UInt64(wanted.tasks.count)
    opening = CampaignOpening(
      id: wanted.campaign, title: wanted.kind.title,
      checklistDigest: wanted.checklistDigest, registerDigest: "",
      siteCount: Set(wanted.tasks.map(\.site.id)).count, taskCount: count, checkCount: count,
      taskDigest: wanted.digest, openedAt: wanted.askedAt,
      passesAreObserved: true)
    seal = ControlRecord.CampaignSeal(
      campaign: wanted.campaign, taskCount: count, taskDigest: wanted.digest, sealedAt: wanted.askedAt)
    for (seq, task) in wanted.tasks.enumerated() where checklist.items.indices.contains(task.item) {
      let lane: Lane = task.isUrgent || checklist.items[task.item].isRedLine ? .urgent : .bulk
      let topic = topics.tasks(lane)
      tasks[topic, default: OutgoingBatch()].append(
        key: TaskKey.bytes(campaign: wanted.campaign, seq: UInt64(seq)),
        value: try TaskCodec.encode(
          Self.task(
            task, wanted.kind, campaign: wanted.campaign, seq: UInt64(seq), checklist.items[task.item])),
        headers: trace?.headers(of: UInt64(seq), to: topic) ?? [])
    }
  }

  private static func task(
    _ wanted: Reinspection.Task, _ kind: Reinspection.Kind, campaign: String, seq: UInt64,
    _ item: Checklist.Item
  ) -> InspectionTask {
    var observations = ObservationColumns()
    observations.append(observation(of: wanted, kind, item))
    let day = CivilDate(days: Int32(clamping: wanted.at.milliseconds.flooredDivision(by: 86_400_000)))
    return InspectionTask(
      campaign: campaign, seq: seq, site: wanted.site,
      inspection: Inspection(observedAt: wanted.at, day: day, inspector: wanted.observer),
      items: [wanted.item..<wanted.item + 1], observations: observations,
      evidence: wanted.evidence.isEmpty ? [] : [ItemEvidence(item: wanted.item, references: wanted.evidence)])
  }

  /// A value that is none of the item's observes nothing: a person has to decide then.
  private static func observation(
    of wanted: Reinspection.Task, _ kind: Reinspection.Kind, _ item: Checklist.Item
  ) -> ObservationValue? {
    guard wanted.observation.isEmpty else {
      return (try? ObservationSyntax.parse(wanted.observation, for: item.requirement)) ?? nil
    }
    // Where a program looks for itself nobody's word is needed.
    guard kind == .report, item.probe == nil, item.requirement.observes == .boolean,
      case .answer(let expected) = item.requirement.rule
    else { return nil }
    return .boolean(!expected)
  }
}
