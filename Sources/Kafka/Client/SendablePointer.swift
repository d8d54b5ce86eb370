/// Carries a pointer to librdkafka's own, thread-safe objects into a thread.
///
/// `@unchecked Sendable`: it only holds the address; whoever uses it answers for the object's lifetime.
struct SendablePointer: @unchecked Sendable {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }
}

extension String {
  /// The text up to the first zero.
  init(nulTerminated text: [CChar]) {
    self = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
