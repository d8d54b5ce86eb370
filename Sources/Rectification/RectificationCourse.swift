package import Inspection

/// How the rectification of a hazard went, and where it stands: a function of what was done about it, in order,
/// and of the set of its findings.
///
/// What was carried out stays carried out: a finding of an earlier time that arrives late changes what follows from
/// the events, never the events. So the course knows a next state for every event in every state; only new commands
/// are judged (`RectificationRules`).
package struct RectificationCourse: Sendable, Hashable {
  /// What is known of the hazard's findings.
  package struct Findings: Sendable, Hashable {
    /// When it was found, in any order.
    package var times: [Timestamp]
    /// When the current episode began.
    package var openedAt: Timestamp
    /// Nil while it is open.
    package var closedAt: Timestamp?

    package init(times: [Timestamp], openedAt: Timestamp, closedAt: Timestamp?) {
      self.times = times
      self.openedAt = openedAt
      self.closedAt = closedAt
    }
  }

  package private(set) var state = RectificationState.open
  /// Who answers for it; empty while nobody does. Whoever had it keeps it when it comes back.
  package private(set) var owner = ""
  package private(set) var department = ""
  /// Who reported the current rectification; empty while there is none.
  package private(set) var rectifiedBy = ""
  /// When the current rectification was reported.
  package private(set) var rectifiedAt: Timestamp?
  /// While the risk is accepted.
  package private(set) var riskAcceptedUntil: Timestamp?
  /// While it is a duplicate.
  package private(set) var original: HazardID?
  /// How often it was found, rejected or failed while it was reported as rectified: it never was fixed. (What comes
  /// back after it was verified is a recurrence.)
  package private(set) var failuresToAbate = 0
  /// The deadline that is in force, of this episode; nil while none was set.
  package private(set) var dueAt: Timestamp?
  /// The first deadline of this episode, whatever extensions there were.
  package private(set) var originalDueAt: Timestamp?
  /// When a deadline was last ordered.
  package private(set) var orderedAt: Timestamp?
  /// How often the deadline was extended in this episode.
  package private(set) var extensions = 0
  /// How many steps the hazard has climbed since its deadline.
  package private(set) var escalations = 0
  /// Who was told last that it is overdue; empty while nobody was.
  package private(set) var escalatedTo = ""
  /// The executive who took charge; empty while nobody has.
  package private(set) var executive = ""
  /// Whether it is handled before others.
  package private(set) var isGreenChannel = false
  /// Since when it is under listed supervision.
  package private(set) var supervisedSince: Timestamp?
  /// The departments that were called in this episode, in the order of the calls.
  package private(set) var calls: [DepartmentCall] = []
  /// Of the last event; nil without any.
  package private(set) var lastEventAt: Timestamp?
  /// When something happened last: a finding or an event.
  package private(set) var lastChangeAt: Timestamp
  /// Since when somebody has to rectify it, as far as anybody has to now: a deadline that passed while it was reported as
  /// done, or while its risk was accepted, makes nobody late before that.
  package private(set) var pendingSince: Timestamp
  /// When the current episode began.
  private let openedAt: Timestamp
  /// How many findings and events there are; grows with everything that happens to the hazard.
  package private(set) var version: Int

  /// - Parameter events: in the order in which they were carried out; their times do not go back.
  package init(_ events: [RectificationEvent], _ findings: Findings) {
    openedAt = findings.openedAt
    pendingSince = findings.openedAt
    lastChangeAt = max(findings.openedAt, findings.times.max() ?? findings.openedAt)
    version = findings.times.count + events.count
    var rest = findings.times.sorted()[...]
    for event in events {
      // What was found at the very moment of an event was known to whoever did it.
      while let time = rest.first, time <= event.at {
        rest.removeFirst()
        apply(foundAt: time)
      }
      apply(event)
    }
    for time in rest { apply(foundAt: time) }
    if findings.closedAt != nil { settle() }
  }

  /// A record may say that a hazard is closed whatever was done here.
  private mutating func settle() {
    guard !state.isEnd else { return }
    state = .closed
    endRectification()
    riskAcceptedUntil = nil
  }

  private mutating func apply(foundAt time: Timestamp) {
    let wasPending = isPending
    defer { if !wasPending, isPending { pendingSince = time } }
    switch state {
    case .rectified:
      guard let rectifiedAt, time > rectifiedAt else { break }
      failuresToAbate += 1
      state = .rectifying
      endRectification()
    case .closed, .falsePositive, .duplicate:
      // Earlier ones are what was closed; they come late.
      guard let lastEventAt, time > lastEventAt else { break }
      begin()
    default: break
    }
    // An episode may also begin after an acceptance that only the record knows of.
    if time == openedAt, lastEventAt.map({ $0 < time }) ?? false { begin() }
  }

  private mutating func begin() {
    state = .open
    endRectification()
    riskAcceptedUntil = nil
    original = nil
    dueAt = nil
    originalDueAt = nil
    orderedAt = nil
    extensions = 0
    liftMeasures()
  }

  /// Of whatever was done to hasten it.
  private mutating func liftMeasures() {
    escalations = 0
    escalatedTo = ""
    executive = ""
    isGreenChannel = false
    supervisedSince = nil
    calls = []
  }

  private mutating func endRectification() {
    rectifiedBy = ""
    rectifiedAt = nil
  }

  private mutating func apply(_ event: RectificationEvent) {
    lastEventAt = max(lastEventAt ?? event.at, event.at)
    lastChangeAt = max(lastChangeAt, event.at)
    guard let target = event.action.target else { return note(event) }
    let (before, wasPending) = (state, isPending)
    defer { if !wasPending, isPending { pendingSince = event.at } }
    state = target
    riskAcceptedUntil = nil
    original = nil
    switch event.action {
    case .assign, .handOff:
      owner = event.details.owner
      department = event.details.department
      if let due = event.details.due { set(due: due, at: event.at) }
    case .rectify:
      rectifiedBy = event.person
      rectifiedAt = event.at
    case .reject, .failReinspection:
      if before == .rectified { failuresToAbate += 1 }
    case .acceptRisk: riskAcceptedUntil = event.details.until
    case .markDuplicate: original = event.details.original
    case .denyResponsibility:
      owner = ""
      department = ""
    case .expire: state = owner.isEmpty ? .open : .assigned
    default: break
    }
    if state != .rectified { endRectification() }
    if state == .closed { supervisedSince = nil }
  }

  /// What leaves the hazard where it is.
  private mutating func note(_ event: RectificationEvent) {
    let details = event.details
    switch event.action {
    case .order:
      if owner.isEmpty, !details.owner.isEmpty {
        owner = details.owner
        if state == .open { state = .assigned }
      }
      if department.isEmpty { department = details.department }
      if let due = details.due { set(due: due, at: event.at) }
    case .extend:
      extensions += 1
      dueAt = details.due
      // A finding that came late may have begun an episode in between.
      originalDueAt = originalDueAt ?? details.due
      escalations = 0
    case .escalate:
      escalations += 1
      escalatedTo = details.owner
    case .takeCharge: executive = details.owner
    case .greenChannel: isGreenChannel = true
    case .supervise: supervisedSince = event.at
    case .whistle: calls += details.calls
    case .checkIn:
      if let index = calls.firstIndex(where: { $0.awaits(details.department) }) {
        calls[index].checkedInAt = event.at
        calls[index].person = event.person
      }
    default: break
    }
  }

  private mutating func set(due: Timestamp, at time: Timestamp) {
    dueAt = due
    originalDueAt = min(originalDueAt ?? due, due)
    orderedAt = time
    escalations = 0
  }

  /// What may be commanded now.
  package var allowed: [RectificationAction] {
    RectificationAction.allowed(
      in: state, hasDeadline: dueAt != nil, isSupervised: supervisedSince != nil,
      isAwaiting: calls.contains { $0.checkedInAt == nil })
  }

  /// Whether somebody has to rectify it now.
  package var isPending: Bool { RectificationAction.escalate.origins.contains(state) }

  /// Whether it should have been rectified by then, by the deadline that is in force.
  package func isOverdue(at now: Timestamp) -> Bool { isPending && dueAt.map { $0 < now } ?? false }

  /// What the passing of time will do of itself, at the time that the event says.
  package var nextEvent: RectificationEvent? {
    guard state == .riskAccepted, let until = riskAcceptedUntil else { return nil }
    return RectificationEvent(.expire, at: until, reason: "the risk acceptance ran out")
  }
}
