/// What must be attached to an observation, in the form that checklists are written in: `photo`, `document`,
/// `photo|document` or `required` (of any kind), each with `x2` behind it for at least two.
package struct EvidenceRule: RawRepresentable, Sendable, Hashable {
  /// Not empty.
  package var kinds: Set<Checklist.EvidenceKind>
  /// How many references of these kinds, 1...`largestMinimum`.
  package var minimum: Int

  package static let largestMinimum = 100
  package static let photo = EvidenceRule(kinds: [.photo])
  package static let document = EvidenceRule(kinds: [.document])

  package init(kinds: Set<Checklist.EvidenceKind>, minimum: Int = 1) {
    self.kinds = kinds
    self.minimum = minimum
  }

  /// - Returns: nil for what is no such rule.
  package init?(rawValue text: String) {
    var words = text.split(whereSeparator: \.isWhitespace)
    minimum = 1
    if words.count == 2, let last = words.last, last.hasPrefix("x") {
      guard let count = Int(last.dropFirst()), (1...Self.largestMinimum).contains(count) else { return nil }
      minimum = count
      words.removeLast()
    }
    guard words.count == 1 else { return nil }
    if words[0] == "required" {
      kinds = Set(Checklist.EvidenceKind.allCases)
      return
    }
    let named = words[0].split(separator: "|", omittingEmptySubsequences: false)
    kinds = Set(named.compactMap { Checklist.EvidenceKind(rawValue: String($0)) })
    guard kinds.count == named.count else { return nil }
  }

  package var rawValue: String {
    let all = Checklist.EvidenceKind.allCases
    let named =
      kinds.count == all.count
      ? "required" : all.filter(kinds.contains).map(\.rawValue).joined(separator: "|")
    return minimum == 1 ? named : "\(named) x\(minimum)"
  }
}
