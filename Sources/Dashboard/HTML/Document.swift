import Foundation

/// A whole page: what all pages share, around one.
package struct Document: Sendable {
  package var page: Page
  package var viewer: Viewer
  /// Path and query of the request, for the change of the language.
  package var path: String
  package var query: [(String, String?)]

  package init(_ page: Page, for viewer: Viewer, path: String = "/", query: [(String, String?)] = []) {
    self.page = page
    self.viewer = viewer
    self.path = path
    self.query = query
  }

  package var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="\(viewer.language.tag)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(page.title) · HazardFleet</title>
    <link rel="icon" href="\(Asset.icon.path)" type="image/svg+xml">
    <link rel="stylesheet" href="\(Asset.styleSheet.path)">
    <script src="\(Asset.script.path)" defer></script>
    </head>
    <body\(viewer.name == "" ? " class=\"alone\"" as HTML : HTML.none)>
    <a class="skip" href="#main">\(viewer[.skipToContent])</a>
    \(viewer.name == "" ? HTML.none : sidebar)
    <div class="content">
    \(topbar)
    \(main)
    \(footer)
    </div>
    </body>
    </html>

    """
  }

  private var sidebar: HTML {
    """
    <header class="side">
    <a class="brand" href="/"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2 22 20H2Z"/>\
    <path class="mark" d="M12 9v5M12 16.6v.4"/></svg><span>HazardFleet</span></a>
    <nav aria-label="\(viewer[.mainNavigation])"><ul>
    \(Page.Section.allCases.html(link))</ul></nav>
    </header>
    """
  }

  private func link(_ section: Page.Section) -> HTML {
    let isHere: HTML = section == page.section ? " aria-current=\"page\"" : ""
    return """
      <li><a href="\(section == .hazards ? "/hazards?state=open" : section.path)"\(isHere)>\(Icon.of(section))<span>\(viewer[section.title])</span></a></li>

      """
  }

  private var topbar: HTML {
    let crumbs = page.crumbs.html { "<li><a href=\"\($0.path)\">\($0.title)</a></li>" }
    let trail: HTML =
      page.crumbs.isEmpty
      ? "" : "<nav aria-label=\"\(viewer[.breadcrumbs])\" class=\"crumbs\"><ol>\(crumbs)</ol></nav>"
    let other = viewer.language.other
    let address = PagePath.url(path, query.filter { $0.0 != "lang" } + [("lang", other.rawValue)])
    return """
      <div class="topbar">\(trail)<div class="tools">\(person)
      <a href="\(address)" hreflang="\(other.tag)" lang="\(other.tag)" rel="nofollow">\(other.ownName)</a></div></div>
      """
  }

  private var person: HTML {
    guard let name = viewer.name else { return "<span class=\"muted\">\(viewer[.noLogin])</span>" }
    guard !name.isEmpty else { return .none }
    let scope: HTML? = viewer.scope.map { " · \($0)" }
    return """
      <span>\(name) <span class="muted">\(roles)\(scope)</span></span>\
      <form method="post" action="/logout"><button class="link">\(viewer[.signOut])</button></form>
      """
  }

  private var roles: String {
    viewer.roles.map { viewer[Phrase(role: $0)] }.joined(separator: viewer[.listSeparator])
  }

  private var main: HTML {
    let stream =
      switch page.live {
      case .stream(let path): path
      case .looking, nil: ""
      }
    let live: HTML =
      page.live == nil
      ? ""
      : " data-live=\"\(stream)\" data-pause=\"\(viewer[.pause])\" data-resume=\"\(viewer[.resume])\""
    return """
      <main id="main" tabindex="-1"\(live)>
      <div class="heading"><h1>\(page.title)</h1>\(page.aside)</div>
      \(page.notice.map(notice))
      \(page.body)
      </main>
      """
  }

  private func notice(_ notice: Page.Notice) -> HTML {
    let lines: HTML =
      notice.lines.isEmpty ? "" : "<ul>\(notice.lines.html { "<li>\($0)</li>" })</ul>"
    return """
      <div class="notice \(notice.kind.rawValue)" role="\(notice.kind == .failed ? "alert" : "status")" \
      tabindex="-1" id="notice"><p>\(notice.text)</p>\(lines)</div>
      """
  }

  private var footer: HTML {
    let zone = viewer.formats.zone
    return """
      <footer>\(viewer[.timesAreIn, zone.identifier]) · \(viewer[.asOf]) \(viewer.time(viewer.formats.now)) · \
      <a href="/v1/overview">API</a> · <a href="/metrics">\(viewer[.metrics])</a></footer>
      """
  }
}
