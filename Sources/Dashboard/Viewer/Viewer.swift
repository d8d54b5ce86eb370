import Foundation
package import Inspection
package import Rectification

/// Whoever reads a page: what it may show, and how.
package struct Viewer: Sendable {
  /// Nil where nobody has to log in: forms then ask who acts. Empty for somebody who has yet to.
  package var name: String?
  /// What the person acts as, such as `inspector`; empty where nobody has to log in.
  package var roles: [String]
  /// The region that the person is bound to, with everything below it; nil for all.
  package var scope: String?
  /// What the person may command, as far as the hazard's state allows it.
  package var commands: Set<RectificationAction>
  /// Who acted last from this browser and as what: what forms suggest where nobody has to log in.
  package var suggestedPerson = ""
  package var suggestedRole = ""
  /// Whether the person may say what was seen of a campaign's items.
  package var maySubmit = false
  /// Whether the person may accept campaigns.
  package var mayAcceptCampaigns = false
  /// Whether the person runs the fleet, and may cancel campaigns.
  package var mayOperate = false
  /// Whether photos and documents are kept here.
  package var takesFiles = false
  package var formats: Formats

  package init(
    name: String?, roles: [String], scope: String? = nil,
    commands: Set<RectificationAction> = Set(RectificationAction.commands), formats: Formats
  ) {
    self.name = name
    self.roles = roles
    self.scope = scope
    self.commands = commands
    self.formats = formats
  }

  package var language: Language { formats.language }

  /// A phrase in the viewer's language.
  package subscript(phrase: Phrase) -> String { phrase.text(language) }

  package subscript(phrase: Phrase, values: String...) -> String { phrase.text(language, values) }

  package func number(_ value: Int) -> String { formats.number(value) }

  package func percent(_ share: Double?) -> String { formats.percent(share) }

  /// A moment that programs can read as well.
  package func time(_ time: Timestamp) -> HTML {
    "<time datetime=\"\(time.iso8601)\">\(formats.time(time))</time>"
  }

  /// The day of a moment; the time of day stands in the tooltip.
  package func date(_ time: Timestamp) -> HTML {
    "<time datetime=\"\(time.iso8601)\" title=\"\(formats.time(time))\">\(formats.date(time))</time>"
  }
}
