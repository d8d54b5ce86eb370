/// The record key of a task and of its result: CAMPAIGN/SEQ.
///
/// It names the task even when its value cannot be read, so that the seq can be ended as dead. A campaign's tasks
/// spread over all partitions.
package struct TaskKey: Sendable, Hashable {
  package var campaign: String
  package var seq: UInt64

  package init(campaign: String, seq: UInt64) {
    self.campaign = campaign
    self.seq = seq
  }

  /// - Returns: nil for what is no key of a task.
  package init?(_ bytes: [UInt8]) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > 0,
      let campaign = String(validating: bytes[..<slash], as: UTF8.self), !campaign.utf8.contains(0),
      let digits = String(validating: bytes[(slash + 1)...], as: UTF8.self), let seq = UInt64(digits),
      String(seq) == digits
    else { return nil }
    self.init(campaign: campaign, seq: seq)
  }

  package var bytes: [UInt8] { Self.bytes(campaign: campaign, seq: seq) }

  package static func bytes(campaign: String, seq: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    append(campaign: campaign, seq: seq, to: &bytes)
    return bytes
  }

  package static func append(campaign: String, seq: UInt64, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: campaign.utf8)
    bytes.append(UInt8(ascii: "/"))
    let start = bytes.count
    var rest = seq
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
