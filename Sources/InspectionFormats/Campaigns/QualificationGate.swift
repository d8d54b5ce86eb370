import Inspection

/// Which items only those may judge who are trained for it (N5), and who they are.
///
/// A team is qualified together: what one of those who signed an inspection lacks another may have (C7).
package struct QualificationGate: Sendable {
  /// What is done about values of those who are not qualified.
  package enum Treatment: String, Sendable, Hashable, CaseIterable {
    /// They are faults of the input.
    case refuse
    /// They count as not observed.
    case notchecked
  }

  /// By item: the qualifications that it takes, all of them.
  let needs: [[String]]
  /// By qualification and inspector: the last day on which it holds, or nil where it has no end.
  let holders: [String: [String: CivilDate?]]
  let treatment: Treatment

  /// What these inspectors lack together for an item on a day; nil for nothing.
  func missing(for item: Int, _ inspectors: [String], on day: CivilDate) -> String? {
    needs[item].first { qualification in
      !inspectors.contains { inspector in
        guard let through = holders[qualification]?[inspector] else { return false }
        return through.map { day <= $0 } ?? true
      }
    }
  }
}
