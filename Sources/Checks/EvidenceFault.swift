package import Inspection

/// Holds a reference against what it refers to.
///
/// - Returns: what is wrong, in words that go on behind the reference ("is not in the evidence folder"); nil
///   where nothing is.
package typealias EvidenceCheck = @Sendable (EvidenceReference) -> String?

/// Whether an observation has the evidence that its item needs.
enum EvidenceFault {
  /// - Returns: what is missing or wrong, in words; nil for nothing.
  static func words(of references: [String], by rule: EvidenceRule, _ check: EvidenceCheck?) -> String? {
    var hashes: Set<String> = []
    for text in references {
      let reference: EvidenceReference
      do throws(EvidenceReference.Failure) {
        guard let read = try EvidenceReference(text) else {
          return "evidence \"\(text.prefix(100))\" has no hash that it could be held against"
        }
        reference = read
      } catch {
        return "evidence \(error)"
      }
      if let fault = check?(reference) { return "\(name(reference)) \(fault)" }
      if rule.kinds.contains(reference.kind) { hashes.insert(reference.sha256) }
    }
    guard hashes.count < rule.minimum else { return nil }
    let kinds = Checklist.EvidenceKind.allCases.filter(rule.kinds.contains).map(\.rawValue)
    let wanted = kinds.joined(separator: " or ")
    if rule.minimum == 1 { return "no \(wanted) is attached" }
    return "\(hashes.count) different files are attached that are a \(wanted), and \(rule.minimum) are needed"
  }

  private static func name(_ reference: EvidenceReference) -> String {
    let path = reference.path.map { " (\($0.prefix(200)))" } ?? ""
    return "\(reference.kind.rawValue) \(reference.sha256.prefix(12))...\(path)"
  }
}
