import Inspection

/// Decides the checks that can be decided without touching anything but plain numbers: no reference is counted and
/// nothing is allocated. It only ever says that a check passes; everything else is looked at closely.
struct QuickRule: Sendable {
  /// The observation code that passes at once.
  private let passingCode: UInt8
  /// Numbers that pass.
  private let lower: Double
  private let upper: Double
  /// Options that pass, of the first 64.
  private let choices: UInt64

  /// Stands where no observation passes quickly.
  private static let noCode: UInt8 = 255

  init(_ requirement: CompiledRequirement, needsEvidence: Bool) {
    var passingCode = Self.noCode
    // An empty range: the comparison fails for every number.
    var (lower, upper) = (Double.infinity, -Double.infinity)
    var choices: UInt64 = 0
    if !needsEvidence {
      switch requirement {
      case .boolean(let expected):
        passingCode = (expected ? ObservationColumns.Code.yes : .no).rawValue
      case .number(let range): (lower, upper) = (range.lowerBound, range.upperBound)
      case .choice(let passing):
        for (index, passes) in passing.prefix(64).enumerated() where passes { choices |= 1 << UInt64(index) }
      default: break
      }
    }
    self.passingCode = passingCode
    self.lower = lower
    self.upper = upper
    self.choices = choices
  }

  func passes(_ code: UInt8) -> Bool { code == passingCode && code != Self.noCode }

  func passes(_ number: Double) -> Bool { number >= lower && number <= upper }

  func passes(choice: UInt32) -> Bool { choice < 64 && choices >> UInt64(choice) & 1 == 1 }
}
