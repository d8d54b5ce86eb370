import CRdKafka

/// Where consuming a partition starts.
package enum StartOffset: Sendable, Hashable {
  case beginning
  case end
  /// The group's committed offset, or what `auto.offset.reset` says when there is none.
  case committed
  case offset(Int64)

  var value: Int64 {
    switch self {
    case .beginning: Int64(RD_KAFKA_OFFSET_BEGINNING)
    case .end: Int64(RD_KAFKA_OFFSET_END)
    case .committed: Int64(RD_KAFKA_OFFSET_INVALID)
    case .offset(let offset): offset
    }
  }

  /// The offset, if it is known without asking the broker.
  var known: Int64? {
    if case .offset(let offset) = self { offset } else { nil }
  }
}
