import Foundation
import SwiftProtobuf

extension Message {
  /// Decodes without copying the bytes first.
  init(wire bytes: UnsafeRawBufferPointer) throws(WireError) {
    do {
      try self.init(serializedBytes: Data(borrowing: bytes))
    } catch {
      throw WireError(.malformed, "not a \(Self.protoMessageName): \(error)")
    }
  }

  func wireBytes() throws(WireError) -> [UInt8] {
    do {
      return try serializedBytes()
    } catch {
      throw WireError(.invalid, "a \(Self.protoMessageName) cannot be written: \(error)")
    }
  }
}

extension Data {
  /// A view that must not outlive `bytes`; decoding copies what it keeps.
  fileprivate init(borrowing bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else {
      self.init()
      return
    }
    self.init(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
  }
}
