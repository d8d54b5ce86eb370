package import Inspection

/// Hazards counted for figures, at one moment. Every hazard that was found is open, closed or dismissed.
package struct HazardFigures: Sendable, Hashable {
  package var open = 0
  package var closed = 0
  package var dismissed = 0
  package var openMajor = 0
  /// Closed ones whose end was verified in the ledger.
  package var verified = 0
  /// Closed ones that had come back before.
  package var recurredClosed = 0
  /// Open ones that came back after they had been closed.
  package var recurredOpen = 0
  /// Closed ones that had a deadline, and those of them that met the one in force, and the first one.
  package var closedWithDeadline = 0
  package var closedInTime = 0
  package var closedInFirstTime = 0
  /// Ones that somebody has to rectify by a deadline, and those of them that are past it.
  package var pendingWithDeadline = 0
  package var overdue = 0
  package var times = RectificationTimes()
  /// Found for the first time, and closed, since the beginning of the period that was asked about.
  package var newlyFound = 0
  package var newlyClosed = 0
  /// Those counted one by one.
  private var counted: [Int64] = []

  package init() {}

  package var found: Int { open + closed + dismissed }
  /// Closed at least once.
  private var everClosed: Int { closed + recurredOpen }

  package var settlement: Share { Share(closed, of: open + closed) }
  package var verification: Share { Share(verified, of: closed) }
  package var recurrence: Share { Share(recurredClosed + recurredOpen, of: everClosed) }
  package var onTime: Share { Share(closedInTime, of: closedWithDeadline) }
  package var onFirstTime: Share { Share(closedInFirstTime, of: closedWithDeadline) }
  package var overdueShare: Share { Share(overdue, of: pendingWithDeadline) }

  /// - Parameters:
  ///   - time: the moment that it stands at.
  ///   - since: the beginning of the period; nil for none.
  package mutating func count(_ hazard: HazardMoment, at time: Timestamp, since: Timestamp? = nil) {
    if let since, hazard.firstFoundAt >= since, hazard.state != .dismissed { newlyFound += 1 }
    switch hazard.state {
    case .dismissed: dismissed += 1
    case .open:
      open += 1
      if hazard.level == .major { openMajor += 1 }
      if hazard.recurrences > 0 { recurredOpen += 1 }
      guard hazard.isPending, let dueAt = hazard.dueAt else { break }
      pendingWithDeadline += 1
      if dueAt < time { overdue += 1 }
    case .closed:
      closed += 1
      if hazard.isVerified { verified += 1 }
      if hazard.recurrences > 0 { recurredClosed += 1 }
      guard let closedAt = hazard.closedAt else { break }
      counted.append(closedAt.milliseconds - hazard.openedAt.milliseconds)
      if let since, closedAt >= since { newlyClosed += 1 }
      guard let dueAt = hazard.dueAt else { break }
      closedWithDeadline += 1
      if closedAt <= dueAt { closedInTime += 1 }
      if closedAt <= hazard.originalDueAt ?? dueAt { closedInFirstTime += 1 }
    }
  }

  /// To be called when all are counted.
  package mutating func finish() {
    times = RectificationTimes(counted)
    counted = []
  }
}
