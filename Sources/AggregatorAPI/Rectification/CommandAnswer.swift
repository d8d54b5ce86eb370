import HTTPTypes
import Inspection
import Rectification
import StatusServer

/// What became of a command that was carried out.
struct CommandAnswer: Encodable {
  struct Line: Encodable {
    var id: String
    var state: Nullable<String>
    var version: Nullable<Int>
    var allowed: [String]
  }

  var action: String
  /// Whether it had been carried out before, under the same key: nothing was done this time.
  var repeated: Bool
  var hazards: [Line]

  init(_ action: RectificationAction, _ report: RectificationReport) {
    self.action = action.name
    repeated = report.isRepeated
    hazards = report.lines.map {
      Line(
        id: $0.hazard.description, state: Nullable($0.state?.name), version: Nullable($0.version),
        allowed: $0.allowed.map(\.name))
    }
  }
}

extension Problem {
  /// What to say of a command that was refused: nothing was changed.
  init(_ report: RectificationReport) {
    if let refusal = report.refusal {
      self.init(Self.status(refusal.code), "Nothing was changed: \(refusal)".asSentence)
      return
    }
    let refused = report.lines.compactMap { line in line.refusal.map { (line.hazard.description, $0) } }
    let errors = refused.map { FieldError($0.0, $0.1.description) }
    guard let first = refused.first, report.lines.count > 1 else {
      self.init(
        refused.first.map { Self.status($0.1.code) } ?? .conflict,
        "Nothing was changed: \(refused.first?.1.description ?? "it was refused")".asSentence, errors: errors)
      return
    }
    let codes = Set(refused.map(\.1.code))
    self.init(
      codes.count == 1 ? Self.status(first.1.code) : .conflict,
      "Nothing was changed: \(refused.count) of \(report.lines.count) hazards stand in the way; see errors.",
      errors: errors)
  }

  private static func status(_ code: RectificationRefusal.Code) -> HTTPResponse.Status {
    switch code {
    case .unknownHazard: .notFound
    case .notAllowed, .samePerson: .conflict
    case .versionConflict: .preconditionFailed
    case .incomplete, .badTime, .keyReused: .unprocessableContent
    }
  }
}
