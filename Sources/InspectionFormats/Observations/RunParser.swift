import Inspection

/// The second pass over one run of one site; there is one for each format.
///
/// Parsers remember what came last, to find what comes next faster.
protocol RunParser {
  mutating func parse(
    _ run: ObservationIndex.Run, into site: inout SiteObservations, log: inout IssueLog)
}

/// What every record's fields must be like.
enum ObservationRules {
  static let maximumReferenceLength = 1_000

  static func evidence(_ references: [LocatedText], log: inout IssueLog) -> [String] {
    for reference in references {
      if reference.text.isEmpty {
        log.report(reference.issue("has an empty reference in it"))
      } else if reference.text.utf8.count > maximumReferenceLength {
        log.report(reference.issue("has a reference longer than \(maximumReferenceLength) bytes"))
      } else if Identifier.hasControlCharacters(reference.text) {
        log.report(reference.issue("has a control character in it"))
      } else {
        do throws(EvidenceReference.Failure) {
          _ = try EvidenceReference(reference.text)
        } catch {
          log.report(reference.issue(error.description))
        }
      }
    }
    return references.map(\.text)
  }

  /// - Returns: what is wrong with an inspection's id or an inspector's name, which may be absent.
  static func fault(inName name: UnsafeRawBufferPointer) -> String? {
    if name.count <= Identifier.maximumLength, !Identifier.hasControlCharacters(name) { return nil }
    return Identifier.fault(in: String(decoding: name, as: UTF8.self))
  }
}
