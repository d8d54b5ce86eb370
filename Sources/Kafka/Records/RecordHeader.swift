/// A header of a record. Names may repeat; order is kept.
package struct RecordHeader: Sendable, Hashable {
  package let name: String
  /// `nil` is a null value, which Kafka tells apart from an empty one.
  package let value: [UInt8]?

  package init(_ name: String, _ value: [UInt8]?) {
    self.name = name
    self.value = value
  }

  package init(_ name: String, _ value: String) {
    self.init(name, Array(value.utf8))
  }
}
