import Inspection

// Writes what the generated code would, byte for byte, without its objects: results are written by the million.
// The numbers of fields are those of `proto/hazardfleet/v1`.

extension [UInt8] {
  mutating func append(wire result: TaskResult) {
    append(field: 1, number: UInt64(WireVersion.current))
    append(field: 2, text: result.campaign)
    append(field: 3, number: result.seq)
    append(field: 4, number: UInt64(result.generation))
    append(field: 5, number: UInt64(WireTaskOutcome(result.outcome).rawValue))
    if result.site != .unknown {
      appendMessage(field: 6) { $0.append(wire: result.site) }
      appendMessage(field: 7) { $0.append(wire: result.inspection) }
    }
    for range in result.items {
      appendMessage(field: 8) {
        $0.append(field: 1, number: UInt64(UInt32(clamping: range.lowerBound)))
        $0.append(field: 2, number: UInt64(UInt32(clamping: range.count)))
      }
    }
    append(exceptions: result.exceptions)
    for finding in result.findings { appendMessage(field: 11) { $0.append(wire: finding) } }
    append(field: 12, text: result.worker)
    for (index, exception) in result.exceptions.enumerated() where !exception.reason.isEmpty {
      appendMessage(field: 13) {
        $0.append(field: 1, number: UInt64(UInt32(clamping: index)))
        $0.append(field: 2, text: exception.reason)
      }
    }
    append(field: 15, number: 1)
  }

  private mutating func append(wire site: SiteReference) {
    append(field: 1, text: site.id)
    append(field: 2, text: site.type)
    append(field: 3, text: site.region)
    append(field: 4, text: site.address)
  }

  private mutating func append(wire inspection: Inspection) {
    append(field: 1, number: Self.zigzag(inspection.observedAt.milliseconds))
    append(field: 2, number: Self.zigzag(Int64(inspection.day.days)))
    append(field: 3, text: inspection.inspector)
  }

  private mutating func append(exceptions: [TaskResult.Exception]) {
    guard !exceptions.isEmpty else { return }
    appendMessage(field: 9) {
      for exception in exceptions { $0.append(varint: UInt64(UInt32(clamping: exception.item))) }
    }
    appendMessage(field: 10) { for exception in exceptions { $0.append(exception.outcome.rawValue) } }
  }

  private mutating func append(wire finding: Finding) {
    append(field: 1, number: UInt64(UInt32(clamping: finding.item)))
    append(field: 2, number: UInt64(WireHazardLevel(finding.level).rawValue))
    append(field: 3, number: UInt64(WireRiskGrade(finding.grade).rawValue))
    append(field: 4, text: finding.reason)
    if let acceptedAt = finding.acceptedAt {
      append(varint: 5 << 3)
      append(varint: Self.zigzag(acceptedAt.milliseconds))
    }
    for reference in finding.evidence { appendMessage(field: 6) { $0.append(contentsOf: reference.utf8) } }
  }
}

extension [UInt8] {
  /// A number; 0 is not written.
  fileprivate mutating func append(field: UInt64, number: UInt64) {
    guard number != 0 else { return }
    append(varint: field << 3)
    append(varint: number)
  }

  /// A text; the empty one is not written.
  fileprivate mutating func append(field: UInt64, text: String) {
    guard !text.isEmpty else { return }
    append(varint: field << 3 | 2)
    append(varint: UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  /// Something with its length in front.
  fileprivate mutating func appendMessage(field: UInt64, _ content: (inout [UInt8]) -> Void) {
    append(varint: field << 3 | 2)
    let start = count
    append(0)
    content(&self)
    let length = count - start - 1
    guard length > 0x7F else {
      self[start] = UInt8(length)
      return
    }
    // More than the one byte that was kept free for it.
    var varint: [UInt8] = []
    varint.append(varint: UInt64(length))
    replaceSubrange(start...start, with: varint)
  }

  fileprivate mutating func append(varint number: UInt64) {
    var rest = number
    while rest > 0x7F {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate static func zigzag(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: value << 1 ^ value >> 63)
  }
}
