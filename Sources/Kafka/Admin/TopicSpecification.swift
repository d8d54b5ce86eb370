/// A topic to be created.
package struct TopicSpecification: Sendable, Equatable {
  package var name: String
  package var partitions: Int
  package var replicationFactor: Int
  /// Topic settings by the broker's names, for example `cleanup.policy`.
  package var config: [String: String]

  package init(name: String, partitions: Int, replicationFactor: Int = 1, config: [String: String] = [:]) {
    self.name = name
    self.partitions = partitions
    self.replicationFactor = replicationFactor
    self.config = config
  }
}

/// What became of a topic to be created.
package enum TopicCreation: Sendable, Equatable {
  case created
  /// It was there, with as many partitions as wanted.
  case existed
  /// It was there, with another number of partitions: keys then map to other partitions than expected.
  case existedWithPartitions(Int)
}

extension TopicCreation: CustomStringConvertible {
  package var description: String {
    switch self {
    case .created: "created"
    case .existed: "exists"
    case .existedWithPartitions(let count):
      "exists with \(count) partition\(count == 1 ? "" : "s"), left as it is"
    }
  }
}
