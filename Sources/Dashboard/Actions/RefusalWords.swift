import Rectification
import StatusServer

extension Viewer {
  /// Why something was not carried out. The ledger's own words are English.
  func words(_ refusal: RectificationRefusal) -> String {
    switch language {
    case .english:
      return (refusal.description.prefix(1).uppercased() + refusal.description.dropFirst()).asSentence
    case .chinese:
      let phrase: Phrase =
        switch refusal.code {
        case .unknownHazard: .refusedUnknown
        case .notAllowed: .refusedState
        case .samePerson: .fourEyes
        case .incomplete: .refusedIncomplete
        case .versionConflict: .refusedVersion
        case .badTime: .refusedTime
        case .keyReused: .refusedKey
        }
      return self[phrase]
    }
  }
}
