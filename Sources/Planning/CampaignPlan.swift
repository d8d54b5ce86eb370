package import Inspection
package import InspectionFormats
import Wire

/// What launching a campaign would send: computed from its inputs, before anything is sent.
package struct CampaignPlan: Sendable, Hashable {
  package var campaign: String
  package var title: String
  package var checklist: String
  package var checklistVersion: String
  package var checklistDigest: String
  package var registerDigest: String
  package var taskDigest: String
  package var sites: Int
  /// What the observations came to, repeated rows among them.
  package var records: ObservationSummary
  package var tasks: UInt64
  package var checks: UInt64
  /// Of all tasks as they travel, before compression.
  package var bytes: UInt64
  package var tasksByLane: [Lane: UInt64]
  /// Inspections from here on come late; nil where nothing is late.
  package var dueAt: Timestamp?
  /// Whether every check that passes was observed or probed, none of them assumed.
  package var passesAreObserved: Bool
  /// Nil where everybody may judge everything.
  package var qualifications: Qualifications?

  /// Plans a campaign.
  ///
  /// - Parameters:
  ///   - spool: takes every task in seq order.
  ///   - progress: hears how many of the sites are planned, now and then.
  /// - Throws: `ValidationErrors` with everything that is wrong with the inputs.
  package static func make(
    _ inputs: CampaignInputs, spool: TaskSpool? = nil, progress: @escaping (_ sites: Int) -> Void = { _ in }
  ) throws -> CampaignPlan {
    var planner = try planner(for: inputs)
    var digest = Digest()
    let checklist = try ChecklistCodec.encode(inputs.checklist)
    try requireFits(checklist, "the checklist; split it", inputs)
    var plan = CampaignPlan(
      campaign: inputs.campaign.id, title: inputs.campaign.title, checklist: inputs.checklist.id,
      checklistVersion: inputs.checklist.version,
      checklistDigest: Digest.hex(of: checklist),
      registerDigest: try RegisterChunks(regions: inputs.regions, sites: inputs.sites).digest, taskDigest: "",
      sites: inputs.sites.count, records: ObservationSummary(), tasks: 0, checks: 0, bytes: 0,
      tasksByLane: [:], passesAreObserved: inputs.campaign.unnamed != .pass,
      qualifications: inputs.publishedQualifications)
    if let qualifications = plan.qualifications {
      try requireFits(
        Array(qualifications.text.utf8), "the qualifications; leave out who holds none of them", inputs)
    }
    let report = { (walk: CampaignInputs.Progress) in progress(walk.sitesDone) }
    plan.records = try inputs.forEachInspection(progress: report) { inspected in
      for (lane, task) in planner.tasks(for: inspected) {
        let bytes = try TaskCodec.encode(task)
        try requireFits(bytes, "task \(task.seq) (site \(task.site.id)); lower checksPerTask", inputs)
        digest.update(lengthPrefixed: bytes)
        try spool?.append(bytes, lane: lane)
        plan.tasks += 1
        plan.checks += UInt64(task.checkCount)
        plan.bytes += UInt64(bytes.count)
        plan.tasksByLane[lane, default: 0] += 1
      }
    }
    plan.taskDigest = digest.hex()
    return plan
  }

  private static func planner(for inputs: CampaignInputs) throws -> TaskPlanner {
    let references = try ItemReferences(inputs.checklist)
    let layout = { (items: [Range<Int>]) in
      TaskLayout(
        checklist: inputs.checklist, items: items, checksPerTask: inputs.campaign.checksPerTask,
        references: references)
    }
    return TaskPlanner(
      campaign: inputs.campaign.id, layout: layout(inputs.selectedItems),
      layouts: inputs.selectedItemsByType.mapValues(layout))
  }

  /// - Throws: `ValidationErrors` for what is too large for a message: it must show before anything is sent.
  private static func requireFits(_ bytes: [UInt8], _ what: String, _ inputs: CampaignInputs) throws {
    guard bytes.count > MessageLimit.valueBytes else { return }
    throw ValidationErrors(
      ValidationIssue(
        .init(file: "campaign \(inputs.campaign.id)"),
        "a message of at most \(MessageLimit.valueBytes) bytes cannot hold the \(bytes.count) bytes of \(what)"
      ))
  }

  package func opening(at time: Timestamp) -> CampaignOpening {
    CampaignOpening(
      id: campaign, title: title, checklistDigest: checklistDigest, registerDigest: registerDigest,
      siteCount: sites, taskCount: tasks, checkCount: checks, taskDigest: taskDigest, openedAt: time,
      dueAt: dueAt, passesAreObserved: passesAreObserved, qualifications: qualifications)
  }
}
