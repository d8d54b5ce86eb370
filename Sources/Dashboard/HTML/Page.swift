/// A page without what all pages share.
package struct Page: Sendable {
  /// The parts of the dashboard, in the order of the navigation.
  package enum Section: String, Sendable, CaseIterable {
    case overview, hazards, campaigns, regions, sites, watch, fleet

    var path: String { self == .overview ? "/" : "/\(rawValue)" }

    var title: Phrase {
      switch self {
      case .overview: .overview
      case .hazards: .hazards
      case .campaigns: .campaigns
      case .regions: .regions
      case .sites: .sites
      case .watch: .watchList
      case .fleet: .fleet
      }
    }
  }

  /// A step on the way to the page.
  package struct Crumb: Sendable {
    package var title: String
    package var path: String

    package init(_ title: String, _ path: String) {
      self.title = title
      self.path = path
    }
  }

  /// What was just done, or why it was not.
  package struct Notice: Sendable {
    package enum Kind: String, Sendable { case done, failed, hint }

    package var kind: Kind
    package var text: String
    package var lines: [String]

    package init(_ kind: Kind, _ text: String, lines: [String] = []) {
      self.kind = kind
      self.text = text
      self.lines = lines
    }
  }

  package var title: String
  package var section: Section?
  package var crumbs: [Crumb]
  package var notice: Notice?
  /// Behind the heading, such as a badge.
  package var aside = HTML.none
  package var body: HTML
  /// Whether what it shows changes while somebody looks.
  package var live: Live?

  /// How a page learns that there is something new.
  package enum Live: Sendable {
    /// By the stream of events at this path.
    case stream(String)
    /// Nothing tells: it has to look.
    case looking
  }

  package init(
    _ title: String, in section: Section?, crumbs: [Crumb] = [], notice: Notice? = nil, body: HTML
  ) {
    self.title = title
    self.section = section
    self.crumbs = crumbs
    self.notice = notice
    self.body = body
  }
}
