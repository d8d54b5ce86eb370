/// A record in the slab of its batch, valid only while the batch is being visited.
package struct RecordView {
  package let index: Int
  package let offset: Int64
  /// Milliseconds since 1970, or -1.
  package let timestamp: Int64
  package let key: UnsafeRawBufferPointer?
  /// `nil` for a tombstone.
  package let value: UnsafeRawBufferPointer?
}
