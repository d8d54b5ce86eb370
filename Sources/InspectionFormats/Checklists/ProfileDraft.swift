/// A profile as it was read, not yet judged.
package struct ProfileDraft: Sendable {
  package var id: LocatedText
  package var title = ""
  package var base: LocatedText?
  package var siteTypes: [LocatedText] = []
  package var steps: [LocatedText] = []

  package init(id: LocatedText) {
    self.id = id
  }
}
