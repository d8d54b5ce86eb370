/// What a checklist says of itself, not yet judged.
package struct ChecklistHeading: Sendable {
  package var id: LocatedText?
  package var title: LocatedText?
  package var version: LocatedText?
  package var source: LocatedText?
  package var method: LocatedText?
  /// By colour, in the order given.
  package var bands: [LocatedText] = []
  package var hasBands = false
  /// Those that a heading holds; YAML has a list of them.
  var profiles: [ProfileDraft] = []
  package var boundary: LocatedText?
  package var criteria: CriteriaDraft?

  static let bandNames = ["red", "orange", "yellow", "blue"]

  package init() {}
}
