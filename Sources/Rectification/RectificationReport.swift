package import Inspection

/// What became of a command: all of its hazards were changed, or none was.
package struct RectificationReport: Sendable, Hashable {
  package struct Line: Sendable, Hashable {
    package var hazard: HazardID
    /// Nil for an unknown hazard.
    package var state: RectificationState?
    /// Nil for an unknown hazard.
    package var version: Int?
    package var allowed: [RectificationAction]
    /// Why this hazard stands in the way; nil when it does not.
    package var refusal: RectificationRefusal?

    package init(
      hazard: HazardID, state: RectificationState?, version: Int?, allowed: [RectificationAction] = [],
      refusal: RectificationRefusal? = nil
    ) {
      self.hazard = hazard
      self.state = state
      self.version = version
      self.allowed = allowed
      self.refusal = refusal
    }
  }

  /// Why the command as a whole was refused; nil where it was not, or where the lines say why.
  package var refusal: RectificationRefusal?
  /// In the order of the command's hazards: as they stand afterwards.
  package var lines: [Line]
  /// Whether the command had been carried out before: nothing was done this time.
  package var isRepeated: Bool

  package init(refusal: RectificationRefusal? = nil, lines: [Line] = [], isRepeated: Bool = false) {
    self.refusal = refusal
    self.lines = lines
    self.isRepeated = isRepeated
  }

  package var isCarriedOut: Bool { refusal == nil && lines.allSatisfy { $0.refusal == nil } }
}
