import Foundation
import Inspection

/// A file of observations that was found readable.
struct ObservationSource: Sendable {
  enum Format: Sendable {
    case csv(TableLayout<ObservationColumn>)
    case jsonLines
  }

  let file: InputFile
  let format: Format
  /// Of times without a zone.
  let zone: TimeZone
  let countsBlankItems: Bool
}
