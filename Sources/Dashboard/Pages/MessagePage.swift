/// A page that says what cannot be shown, and where to go.
struct MessagePage {
  var title: Phrase
  var text: Phrase
  /// What could not be found.
  var value = ""
  var section: Page.Section?

  func page(_ viewer: Viewer) -> Page {
    Page(
      viewer[title], in: section,
      body: """
        <section class="card"><p>\(viewer[text, value])</p>
        <p><a class="button" href="\(section?.path ?? "/")">\(viewer[section?.title ?? .overview])</a></p></section>
        """)
  }
}
