/// The one-line form of a profile's step: `select section FX`, `deselect all`, `refine item F-12 require >= 0.8`.
package enum ProfileSyntax {
  package typealias Failure = RequirementSyntax.Failure

  /// - Parameters:
  ///   - sections: the ids of the checklist's sections.
  ///   - observed: what an item observes; nil for an item that is not there.
  package static func parse(
    _ text: String, sections: Set<String>, observed: @escaping (String) -> Observable?
  ) throws(Failure) -> Checklist.Profile.Step {
    let text = text.trimmingBlanks()[...]
    if let rest = text.after("select ") { return .select(try scope(rest, sections, observed)) }
    if let rest = text.after("deselect ") { return .deselect(try scope(rest, sections, observed)) }
    guard var rest = text.after("refine item ")?.trimmed else {
      throw Failure(
        description:
          "\"\(text.prefix(80))\" is no step; write select or deselect with all, section ID or item ID,"
          + " or refine item ID require, level or weight")
    }
    let id = try RuleParser.word(&rest)
    guard let observes = observed(id) else { throw Failure(description: "there is no item \"\(id)\"") }
    return .refine(item: id, try refinement(rest.trimmed, of: observes, observed))
  }

  private static func scope(
    _ text: Substring, _ sections: Set<String>, _ observed: (String) -> Observable?
  ) throws(Failure) -> Checklist.Profile.Scope {
    let text = text.trimmed
    if text == "all" { return .all }
    let isSection = text.after("section ") != nil
    guard var rest = (text.after("section ") ?? text.after("item "))?.trimmed else {
      throw Failure(description: "\"\(text.prefix(80))\" is none of all, section ID, item ID")
    }
    let id = try RuleParser.word(&rest)
    guard rest.trimmed.isEmpty else { throw Failure(description: "\"\(rest.trimmed)\" follows the id") }
    guard isSection ? sections.contains(id) : observed(id) != nil else {
      throw Failure(description: "there is no \(isSection ? "section" : "item") \"\(id)\"")
    }
    return isSection ? .section(id) : .item(id)
  }

  private static func refinement(
    _ text: Substring, of observes: Observable, _ observed: @escaping (String) -> Observable?
  ) throws(Failure) -> Checklist.Profile.Refinement {
    if let rest = text.after("require ") {
      let requirement = try RequirementSyntax.parse(
        String(rest), observing: observes, others: .known(observed))
      guard requirement.observes == observes else {
        throw Failure(description: "\"\(rest)\" has a unit, but the item has none")
      }
      return .require(requirement.rule)
    }
    if let rest = text.after("level ") {
      if let level = HazardLevel(name: String(rest.trimmed)) { return .level(level) }
      throw Failure(description: "\"\(rest.trimmed)\" is none of general, major")
    }
    if let rest = text.after("weight ") {
      if let weight = Double(rest.trimmed), Checklist.weights.contains(weight) { return .weight(weight) }
      throw Failure(description: "\"\(rest.trimmed)\" is no weight from 0 to 1000")
    }
    throw Failure(description: "\"\(text.prefix(80))\" is none of require RULE, level LEVEL, weight NUMBER")
  }

  /// Writes a step in the form that `parse` reads.
  package static func text(of step: Checklist.Profile.Step) -> String {
    switch step {
    case .select(let scope): "select \(text(of: scope))"
    case .deselect(let scope): "deselect \(text(of: scope))"
    case .refine(let id, .require(let rule)):
      "refine item \(RequirementSyntax.word(id)) require \(RequirementSyntax.text(of: rule))"
    case .refine(let id, .level(let level)): "refine item \(RequirementSyntax.word(id)) level \(level.name)"
    case .refine(let id, .weight(let weight)):
      "refine item \(RequirementSyntax.word(id)) weight \(RequirementSyntax.text(of: weight))"
    }
  }

  private static func text(of scope: Checklist.Profile.Scope) -> String {
    switch scope {
    case .all: "all"
    case .section(let id): "section \(RequirementSyntax.word(id))"
    case .item(let id): "item \(RequirementSyntax.word(id))"
    }
  }
}

extension Checklist {
  /// What an item may weigh.
  package static let weights = 0.0...1_000.0
}
