package import Inspection
package import Kafka

/// Deals with dead letters: sends their tasks again, or lets them be.
package struct DeadLetterHandler: Sendable {
  /// What was done, or would be.
  package struct Report: Sendable {
    package struct Refused: Sendable, Hashable {
      package var id: DeadLetterID
      package var reason: String
    }

    package var done = 0
    /// Tasks sent again, by campaign.
    package var redriven: [String: Int] = [:]
    package var refusedCount = 0
    /// The first of them.
    package var refused: [Refused] = []
    /// Letters that were named and are not there, or were dealt with before.
    package var notFound: Set<DeadLetterID> = []

    fileprivate mutating func refuse(_ id: DeadLetterID, _ reason: String) {
      refusedCount += 1
      if refused.count < 20 { refused.append(Refused(id: id, reason: reason)) }
    }
  }

  private let topics: TopicLayout
  /// Nil for trying out what would be done.
  private let producer: ReliableProducer?
  private let control: ControlState
  private let person: String
  private let now: Timestamp
  private let force: Bool

  /// - Parameters:
  ///   - producer: nil to try out what would be done.
  ///   - control: only tasks of campaigns that it has opened and not cancelled are sent again.
  ///   - force: whether letters that were dealt with before are taken too.
  package init(
    topics: TopicLayout, producer: ReliableProducer?, control: ControlState, person: String, now: Timestamp,
    force: Bool = false
  ) {
    self.topics = topics
    self.producer = producer
    self.control = control
    self.person = person
    self.now = now
    self.force = force
  }

  /// Deals with the letters that the filter lets through. Ended in the middle and run again, it sends a few tasks
  /// twice, which the ledger counts once.
  package func run(
    _ action: DeadLetterMark.Action, on topic: DeadLetterTopic, in extent: DeadLetterTopic.Extent,
    filter: DeadLetterFilter, progress: (_ done: Int) -> Void = { _ in }
  ) async throws -> Report {
    var report = Report()
    report.notFound = filter.ids ?? []
    let handled = try await topic.handled(in: extent)
    try await topic.forEach(in: extent, handled: handled, filter: filter, includingHandled: force) {
      letters in
      try await handle(letters, action, &report)
      progress(report.done)
    }
    return report
  }

  private func handle(
    _ letters: [StoredLetter], _ action: DeadLetterMark.Action, _ report: inout Report
  ) async throws {
    var tasks: [Lane: OutgoingBatch] = [:]
    var marks = OutgoingBatch()
    for stored in letters {
      report.notFound.remove(stored.id)
      if action == .redriven {
        do throws(Redrive.Refusal) {
          let redrive = try redrive(stored.letter)
          tasks[redrive.lane, default: OutgoingBatch()].append(key: redrive.key, value: redrive.value)
          report.redriven[redrive.task.campaign, default: 0] += 1
        } catch {
          report.refuse(stored.id, error.description)
          continue
        }
      }
      let mark = DeadLetterMark(letter: stored.id, action: action, at: now, person: person)
      marks.append(key: mark.key, value: try mark.value(), partition: stored.id.partition)
      report.done += 1
    }
    guard let producer else { return }
    for (lane, batch) in tasks {
      try await producer.send(batch, to: topics.tasks(lane), deadline: ReliableProducer.commandPatience)
    }
    // Only now: a letter that is marked without its task being sent would be lost.
    try await producer.send(marks, to: topics.deadLetters, deadline: ReliableProducer.commandPatience)
  }

  private func redrive(_ letter: DeadLetter) throws(Redrive.Refusal) -> Redrive {
    var redrive = try Redrive(letter, now: now, urgentTopic: topics.tasks(.urgent))
    let campaign = redrive.task.campaign
    guard let known = control.campaigns[campaign], let opening = known.opening else {
      throw Redrive.Refusal(
        description: "control knows no campaign \(campaign): launch or reconcile it first")
    }
    guard known.cancellation == nil else {
      throw Redrive.Refusal(description: "campaign \(campaign) is cancelled: drop the letter")
    }
    // A letter of a retry topic does not say which lane its task came by.
    if let checklist = control.checklists[opening.checklistDigest], redrive.task.isUrgent(by: checklist) {
      redrive.lane = .urgent
    }
    return redrive
  }
}

extension InspectionTask {
  /// Whether one of its items is a red-line item.
  fileprivate func isUrgent(by checklist: Checklist) -> Bool {
    items.contains { range in
      range.contains { checklist.items.indices.contains($0) && checklist.items[$0].isRedLine }
    }
  }
}
