package import Inspection

/// Judges commands. What they let through is carried out as it is.
package enum RectificationRules {
  /// How far the clock of whoever commands may be ahead, in milliseconds.
  package static let clockTolerance: Int64 = 300_000

  /// What is wrong with a command whatever it is about; nil when nothing is.
  ///
  /// - Parameter now: when it arrived.
  package static func refusal(of command: RectificationCommand, now: Timestamp) -> RectificationRefusal? {
    func incomplete(_ text: String) -> RectificationRefusal { RectificationRefusal(.incomplete, text) }
    let (action, details) = (command.action, command.details)
    guard RectificationAction.commands.contains(action) else {
      return incomplete("\(action.name) is not a command")
    }
    if command.targets.isEmpty { return incomplete("no hazard is named") }
    if command.targets.count > RectificationCommand.maximumTargets {
      return incomplete("more than \(RectificationCommand.maximumTargets) hazards are named")
    }
    if Set(command.targets.map(\.hazard)).count < command.targets.count {
      return incomplete("a hazard is named twice")
    }
    if command.person.isBlank { return incomplete("person is missing: who does this?") }
    if action.needsReason, command.reason.isBlank {
      return incomplete("reason is missing: \(action.name) needs one")
    }
    if action.needsEvidence, command.evidence.allSatisfy(\.isBlank) {
      return incomplete("evidence is missing: \(action.name) needs a reference to a photo or document")
    }
    if action.needsOwner, details.owner.isBlank {
      return incomplete("owner is missing: who is to answer for it?")
    }
    if action.needsDue, details.due == nil { return incomplete("due is missing: until when?") }
    if let due = details.due, due <= command.at { return badTime("due", due, isNotAfter: command.at) }
    if command.at.milliseconds > now.milliseconds + clockTolerance {
      return RectificationRefusal(.badTime, "\(command.at.iso8601) is in the future")
    }
    return refusal(ofDetails: command)
  }

  private static func refusal(ofDetails command: RectificationCommand) -> RectificationRefusal? {
    let details = command.details
    switch command.action {
    case .fixOnTheSpot:
      if details.fixedBy.isBlank {
        return RectificationRefusal(.incomplete, "fixedBy is missing: who fixed it?")
      }
      return details.fixedBy.isSamePerson(as: command.person) ? samePerson(command.person) : nil
    case .rectify where !details.observation.isBlank:
      // What decides the re-inspection must not come from whoever rectified.
      if details.observedBy.isBlank {
        return RectificationRefusal(.incomplete, "observedBy is missing: who observed it?")
      }
      return details.observedBy.isSamePerson(as: command.person) ? samePerson(command.person) : nil
    case .acceptRisk:
      guard let until = details.until else {
        return RectificationRefusal(.incomplete, "until is missing: a risk is accepted for a time only")
      }
      return until > command.at ? nil : badTime("until", until, isNotAfter: command.at)
    case .whistle: return refusal(ofCalls: details.calls, at: command.at)
    case .checkIn:
      return details.department.isBlank
        ? RectificationRefusal(.incomplete, "department is missing: which one checks in?") : nil
    case .markDuplicate:
      guard let original = details.original else {
        return RectificationRefusal(.incomplete, "of is missing: which hazard is it the duplicate of?")
      }
      return command.targets.contains { $0.hazard == original }
        ? RectificationRefusal(.incomplete, "a hazard is no duplicate of itself") : nil
    default: return nil
    }
  }

  /// What is wrong with calls of departments; nil when nothing is.
  package static func refusal(ofCalls calls: [DepartmentCall], at time: Timestamp) -> RectificationRefusal? {
    if calls.isEmpty {
      return RectificationRefusal(.incomplete, "departments is missing: who is called, and until when?")
    }
    if calls.count > DepartmentCall.maximumCount {
      return RectificationRefusal(
        .incomplete, "more than \(DepartmentCall.maximumCount) departments are called")
    }
    if calls.contains(where: { $0.department.isBlank || $0.department.contains(where: \.isNewline) }) {
      return RectificationRefusal(.incomplete, "a department that is called has no name on one line")
    }
    for (index, call) in calls.enumerated() {
      if calls[..<index].contains(where: { $0.awaits(call.department) }) {
        return RectificationRefusal(.incomplete, "\(call.department) is called twice")
      }
      if call.due <= time { return badTime("the deadline of \(call.department)", call.due, isNotAfter: time) }
    }
    return nil
  }

  private static func badTime(
    _ name: String, _ time: Timestamp, isNotAfter other: Timestamp
  ) -> RectificationRefusal {
    RectificationRefusal(.badTime, "\(name), \(time.iso8601), is not after \(other.iso8601)")
  }

  /// What keeps a command from being carried out on one hazard; nil when nothing does.
  package static func refusal(
    of command: RectificationCommand, on target: RectificationCommand.Target, _ course: RectificationCourse
  ) -> RectificationRefusal? {
    if let version = target.version, version != course.version {
      return RectificationRefusal(
        .versionConflict,
        "hazard \(target.hazard) is not as it was seen: version \(version) was expected, it is "
          + "\(course.version) now (\(course.state.name))")
    }
    guard command.action.origins.contains(course.state) else {
      let allowed = course.allowed.map(\.name)
      return RectificationRefusal(
        .notAllowed,
        "hazard \(target.hazard) is \(course.state.name): \(command.action.name) is not allowed, "
          + (allowed.isEmpty
            ? "nothing is" : allowed.joined(separator: ", ") + (allowed.count == 1 ? " is" : " are")))
    }
    if command.at < course.lastChangeAt {
      return RectificationRefusal(
        .badTime,
        "\(command.at.iso8601) is before what happened last to hazard \(target.hazard), at "
          + "\(course.lastChangeAt.iso8601)")
    }
    if command.action == .accept, course.rectifiedBy.isSamePerson(as: command.person) {
      return samePerson(command.person)
    }
    return refusal(ofMeasure: command, on: target, course)
  }

  private static func refusal(
    ofMeasure command: RectificationCommand, on target: RectificationCommand.Target,
    _ course: RectificationCourse
  ) -> RectificationRefusal? {
    func notAllowed(_ text: String) -> RectificationRefusal {
      RectificationRefusal(.notAllowed, "hazard \(target.hazard) \(text)")
    }
    if course.supervisedSince != nil,
      RectificationAction.forbiddenWhileSupervised.contains(command.action)
    {
      return notAllowed("is under listed supervision: only acceptance ends that")
    }
    let details = command.details
    switch command.action {
    case .extend:
      guard let now = course.dueAt else { return notAllowed("has no deadline that could be extended") }
      guard let due = details.due, due > now else {
        return notAllowed("is due at \(now.iso8601): an extension must be later")
      }
    case .whistle:
      let waiting = details.calls.first { call in course.calls.contains { $0.awaits(call.department) } }
      if let waiting { return notAllowed("waits for \(waiting.department) already") }
    case .checkIn where !course.calls.contains(where: { $0.awaits(details.department) }):
      let awaited = course.calls.filter { $0.checkedInAt == nil }.map(\.department)
      return notAllowed(
        "does not wait for \(details.department), but for "
          + (awaited.isEmpty ? "nobody" : awaited.joined(separator: ", ")))
    default: break
    }
    return nil
  }

  /// How many of a hazard's events do not follow from those before them: done from a state that does not allow it,
  /// or verified by whoever rectified.
  ///
  /// Findings come between events as well, so that a state may also be one to which a finding can have led.
  package static func countUnruly(_ events: [RectificationEvent]) -> Int {
    var (unruly, rectifiedBy) = (0, "")
    // A hazard may have been found again, or closed by the record, between any two events.
    var possible: Set<RectificationState> = [.open]
    for event in events {
      if event.action.origins.isDisjoint(with: possible) { unruly += 1 }
      switch event.action {
      case .accept: if rectifiedBy.isSamePerson(as: event.person) { unruly += 1 }
      case .rectify where !event.details.observation.isBlank:
        rectifiedBy = event.person
        if event.details.observedBy.isSamePerson(as: event.person) { unruly += 1 }
      case .rectify: rectifiedBy = event.person
      case .fixOnTheSpot: if event.details.fixedBy.isSamePerson(as: event.person) { unruly += 1 }
      default: break
      }
      possible = states(after: event, from: possible)
    }
    return unruly
  }

  private static func states(
    after event: RectificationEvent, from possible: Set<RectificationState>
  ) -> Set<RectificationState> {
    switch event.action {
    case .expire: [.open, .assigned]
    case .rectify: [.rectified, .rectifying, .open]
    case .order: possible.union([.assigned])
    default: event.action.target.map { [$0, .open] } ?? possible
    }
  }

  private static func samePerson(_ person: String) -> RectificationRefusal {
    RectificationRefusal(
      .samePerson, "\(person) rectified it: another person must verify it (four eyes)")
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }

  fileprivate func isSamePerson(as other: String) -> Bool { isSame(as: other) }

  /// Upper and lower case, and blanks around a name, do not make another person or department.
  package func isSame(as other: String) -> Bool {
    func plain(_ name: String) -> String {
      name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
    return plain(self) == plain(other)
  }
}
