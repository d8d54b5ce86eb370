/// Where a token is traded for a session.
package struct LoginPage: Sendable {
  /// The page that was asked for.
  package var next: String

  package init(next: String) {
    self.next = next
  }

  package func page(_ viewer: Viewer) -> Page {
    Page(
      viewer[.signIn], in: nil,
      body: """
        <section class="card login"><form method="post" action="/login">
        <input type="hidden" name="next" value="\(next.isEmpty ? "/" : next)">
        <div class="field"><label for="token">\(viewer[.accessToken])</label>\
        <span class="hint" id="token-hint">\(viewer[.accessTokenHint])</span>\
        <input id="token" name="token" type="password" required autocomplete="current-password" \
        aria-describedby="token-hint"></div>
        <button class="button main">\(viewer[.signIn])</button></form></section>
        """)
  }
}
