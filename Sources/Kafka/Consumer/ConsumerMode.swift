/// Where a consumer's partitions come from.
enum ConsumerMode: Sendable {
  case group(id: String, topics: [String], instanceID: String?)
  case assign([TopicPartition: StartOffset])

  var isGroup: Bool {
    if case .group = self { true } else { false }
  }

  var settings: [String: String] {
    switch self {
    case .group(let id, _, let instanceID):
      var settings = ["group.id": id]
      if let instanceID { settings["group.instance.id"] = instanceID }
      return settings
    case .assign:
      // librdkafka refuses to assign without a group, though it never joins this one.
      return ["group.id": "hazardfleet-unjoined"]
    }
  }
}
