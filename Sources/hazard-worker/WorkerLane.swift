import Inspection
import WorkQueue

/// The classes of work that share a worker's slots.
enum WorkerLane: Sendable, Hashable, CaseIterable {
  case urgent, bulk, long, retry

  init(_ lane: Lane) {
    switch lane {
    case .urgent: self = .urgent
    case .bulk: self = .bulk
    case .long: self = .long
    }
  }

  /// Shares of the slots that are not reserved.
  private var weight: Int {
    switch self {
    case .urgent: 8
    case .bulk: 4
    case .retry: 2
    case .long: 1
    }
  }

  /// One for checking observations is added for the urgent lane: such checks take milliseconds.
  static func checkingSlots(_ slots: Int) -> LaneScheduler<WorkerLane> {
    scheduler(slots: slots + 1) { $0 == .urgent ? 1 : 0 }
  }

  /// An eighth of the slots for probes is kept for urgent tasks, and as much for long ones, which hold theirs longest.
  static func probingSlots(_ slots: Int) -> LaneScheduler<WorkerLane> {
    scheduler(slots: slots) { [.urgent, .long].contains($0) ? slots / 8 : 0 }
  }

  private static func scheduler(slots: Int, reserved: (WorkerLane) -> Int) -> LaneScheduler<WorkerLane> {
    LaneScheduler(
      slots: slots, lanes: allCases.map { (lane: $0, weight: $0.weight, reserved: reserved($0)) })
  }
}
