package import Inspection
package import Rectification

/// What a policy brings about at a hazard as time passes: its order, and the steps that it climbs when it is overdue.
///
/// All times are computed from those of events, never from now: whenever the clock is looked at, the same comes out.
package struct HazardClock: Sendable, Hashable {
  package var policy: Policy
  /// When the policy came into force.
  package var publishedAt: Timestamp
  package var facts: HazardFacts

  package init(policy: Policy, publishedAt: Timestamp, facts: HazardFacts) {
    self.policy = policy
    self.publishedAt = publishedAt
    self.facts = facts
  }

  /// What comes next, at the time that the event says; nil when nothing does.
  package func nextEvent(after course: RectificationCourse) -> RectificationEvent? {
    guard course.isPending else { return nil }
    // Whichever is first, so that it makes no difference when the clock is looked at.
    let next = [order(course), escalation(course)].compactMap(\.self).min { $0.at < $1.at }
    return next.map { event in
      var event = event
      event.at = max(event.at, course.lastEventAt ?? event.at)
      return event
    }
  }

  /// A hazard is ordered to be rectified once in an episode, and again when it is found to be worse.
  private func order(_ course: RectificationCourse) -> RectificationEvent? {
    guard let orderedAt = course.orderedAt else {
      return facts.sightings.first.flatMap { order(course, from: max($0.at, publishedAt), why: "") }
    }
    guard let original = course.originalDueAt else { return nil }
    // What was found before this policy was judged by the one before.
    for sighting in facts.sightings where sighting.at > orderedAt && sighting.at >= publishedAt {
      let order = order(course, from: sighting.at, why: "found to be worse: ")
      if let order, let due = order.details.due, due < original { return order }
    }
    return nil
  }

  private func order(
    _ course: RectificationCourse, from start: Timestamp, why: String
  ) -> RectificationEvent? {
    let known = facts.known(at: start)
    guard let row = policy.deadlineRow(for: known) else { return nil }
    let answer = policy.answer(for: known, on: policy.calendar.zone.day(of: start))
    let within = policy.deadlines[row].within
    var details = RectificationDetails(
      department: answer.department, due: policy.calendar.end(of: within, from: start))
    if course.owner.isEmpty { details.owner = answer.owner }
    return RectificationEvent(
      .order, at: start, reason: "\(why)policy \(policy.id), deadline \(row + 1): \(within.words)",
      details: details)
  }

  private func escalation(_ course: RectificationCourse) -> RectificationEvent? {
    guard let due = course.dueAt, course.escalations < policy.escalation.count else { return nil }
    let step = policy.escalation[course.escalations]
    // Overdue is what is not done when its last moment is over.
    let climbs = Timestamp(milliseconds: policy.calendar.end(of: step.after, from: due).milliseconds + 1)
    let at = max(climbs, course.pendingSince)
    let region = facts.lineage.first { $0.level == step.to }
    let heads = region.map { policy.heads(of: $0, on: policy.calendar.zone.day(of: at)) } ?? []
    let told = heads.first { $0.awayThrough == nil }?.person ?? ""
    let place = region.map { "\(step.to) \($0.name)" } ?? "\(step.to): the site lies in none"
    return RectificationEvent(
      .escalate, at: at,
      reason: "overdue since \(due.iso8601); step \(course.escalations + 1), \(place)"
        + (region != nil && told.isEmpty ? ": nobody is named or there" : ""),
      details: RectificationDetails(owner: told, region: region?.code ?? ""))
  }
}
