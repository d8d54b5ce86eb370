import Foundation
package import Inspection

/// Writes a checklist in one of the formats that it can be read in.
package enum ChecklistWriter {
  /// - Parameter name: the file's name; its extension says the format.
  /// - Throws: `ValidationErrors` for a name without a known extension, and for a checklist that the file
  ///   would not give back exactly.
  package static func text(of checklist: Checklist, named name: String) throws -> String {
    let file = InputFile(name: name, content: [])
    let text: String
    switch file.nameParts.suffix {
    case "yaml", "yml": text = YAMLChecklistWriter.text(of: checklist)
    case "csv": text = CSVChecklistWriter.text(of: checklist)
    default:
      throw ValidationErrors(
        ValidationIssue(file.location(), "a checklist is a file named .yaml, .yml or .csv"))
    }
    // Whoever deletes the original must not find out later that something is missing.
    guard try ChecklistFile.read(InputFile(name: name, content: text.utf8)) == checklist else {
      throw ValidationErrors(
        ValidationIssue(file.location(), "the checklist has something in it that this format cannot hold"))
    }
    return text
  }
}

extension ChecklistWriter {
  /// Writes a checklist to a file, whole or not at all.
  ///
  /// - Throws: `ValidationErrors` for a file that cannot be written, and as `text(of:named:)` does.
  package static func write(_ checklist: Checklist, to path: String) throws {
    let text = try text(of: checklist, named: path)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw ValidationErrors(
        ValidationIssue(.init(file: path), "cannot be written: \(error.localizedDescription)"))
    }
  }
}

/// What both formats write of an item, as texts.
struct ItemText {
  let item: Checklist.Item
  let method: RiskModel.Method

  /// What a reader would take an absent field for is left out.
  func text(_ field: ItemDraft.Field) -> String {
    switch field {
    case .text: item.text
    case .category: item.category
    case .observe: item.requirement.kind == .boolean ? "" : item.requirement.kind.rawValue
    case .unit: item.requirement.observes.unit?.symbol ?? ""
    case .require: item.probe == nil ? RequirementSyntax.text(of: item.requirement) : ""
    case .condition: item.condition.map(RequirementSyntax.text) ?? ""
    case .weight: item.weight == 1 ? "" : NumberText.text(item.weight)
    case .level: item.level == .general ? "" : item.level.name
    case .redLine: item.isRedLine ? "yes" : ""
    case .likelihood: number(item.risk?.likelihood)
    case .consequence: number(item.risk?.consequence)
    case .exposure: method == .lec ? number(item.risk?.exposure) : ""
    case .department: item.department
    case .reference: item.reference
    case .evidence: item.evidence?.rawValue ?? ""
    case .probe: item.probe.map(ProbeSyntax.text) ?? ""
    case .residual: residual
    case .difficulty: item.difficulty?.name ?? ""
    }
  }

  var options: [String] { item.requirement.observes.options }

  private var residual: String {
    guard let risk = item.residual else { return "" }
    let factors =
      method == .lec
      ? [risk.likelihood, risk.exposure, risk.consequence] : [risk.likelihood, risk.consequence]
    return factors.map(NumberText.text).joined(separator: " x ")
  }

  private func number(_ value: Double?) -> String { value.map(NumberText.text) ?? "" }
}

enum NumberText {
  /// Without `.0` where it is whole and short.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }
}

extension RiskModel.Bands {
  /// By colour, worst first.
  var pairs: [(name: String, score: String)] {
    zip(ChecklistHeading.bandNames, [red, orange, yellow, blue]).map { ($0, NumberText.text($1)) }
  }
}
