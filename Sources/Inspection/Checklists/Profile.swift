extension Checklist {
  /// A way to choose among a checklist's items and to refine them, as XCCDF's profiles do: tailoring.
  package struct Profile: Sendable, Hashable {
    package var id: String
    package var title: String
    /// The profile whose steps come before its own; empty for none.
    package var base: String
    /// The site types that it applies to by itself, unless a campaign chooses a profile.
    package var siteTypes: [String]
    /// In order; a later one overrules an earlier one. Everything is selected to begin with.
    package var steps: [Step]

    package init(
      id: String, title: String = "", base: String = "", siteTypes: [String] = [], steps: [Step] = []
    ) {
      self.id = id
      self.title = title
      self.base = base
      self.siteTypes = siteTypes
      self.steps = steps
    }

    package enum Step: Sendable, Hashable {
      case select(Scope)
      case deselect(Scope)
      case refine(item: String, Refinement)
    }

    package enum Scope: Sendable, Hashable {
      case all
      case section(String)
      case item(String)
    }

    package enum Refinement: Sendable, Hashable {
      case require(Rule)
      case level(HazardLevel)
      case weight(Double)
    }
  }

  package func profile(_ id: String) -> Profile? { profiles.first { $0.id == id } }

  /// The profile that applies to sites of a type by itself.
  package func profile(forSitesOf type: String) -> Profile? {
    type.isEmpty ? nil : profiles.first { $0.siteTypes.contains(type) }
  }

  /// A checklist as one of its profiles refines it.
  package struct RefinedChecklist: Sendable, Hashable {
    /// The profile's id.
    package var profile: String
    /// Those that it applies to by itself; not empty.
    package var siteTypes: [String]
    package var checklist: Checklist
  }

  /// The checklist as it holds at sites of the types that profiles name. Profiles that only select are left out: what
  /// they select was decided when the tasks were made.
  package var refinedBySiteType: [RefinedChecklist] {
    profiles.compactMap { profile in
      let types = profile.siteTypes.filter { self.profile(forSitesOf: $0) == profile }
      guard !types.isEmpty else { return nil }
      let refined = refined(by: profile)
      guard refined.items != items else { return nil }
      return RefinedChecklist(profile: profile.id, siteTypes: types, checklist: refined)
    }
  }

  /// A profile with those that it builds on, the first of them first.
  package func lineage(of profile: Profile) -> [Profile] {
    var lineage = [profile]
    while let base = self.profile(lineage[0].base), lineage.count <= profiles.count {
      lineage.insert(base, at: 0)
    }
    return lineage
  }

  /// By item: whether the profile selects it.
  package func selection(by profile: Profile) -> [Bool] {
    var selected = Array(repeating: true, count: items.count)
    let indexes = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func set(_ scope: Profile.Scope, _ value: Bool) {
      switch scope {
      case .all: for index in items.indices { selected[index] = value }
      case .section(let id):
        for index in items.indices where sections[items[index].section].id == id { selected[index] = value }
      case .item(let id): if let index = indexes[id] { selected[index] = value }
      }
    }
    for step in lineage(of: profile).flatMap(\.steps) {
      switch step {
      case .select(let scope): set(scope, true)
      case .deselect(let scope): set(scope, false)
      case .refine: break
      }
    }
    return selected
  }

  /// The checklist with the profile's refinements in its items and without profiles. Items keep their places,
  /// also those that are not selected.
  package func refined(by profile: Profile) -> Checklist {
    var refined = self
    refined.profiles = []
    let indexes = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for step in lineage(of: profile).flatMap(\.steps) {
      guard case .refine(let id, let refinement) = step, let index = indexes[id] else { continue }
      switch refinement {
      case .require(let rule): refined.items[index].requirement.rule = rule
      case .level(let level): refined.items[index].level = level
      case .weight(let weight): refined.items[index].weight = weight
      }
    }
    return refined
  }
}
