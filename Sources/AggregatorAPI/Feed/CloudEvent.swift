import Foundation
import Inspection
package import Ledger

/// What happened to a hazard, as a CloudEvent (CloudEvents 1.0, structured mode, JSON).
package struct CloudEvent: Encodable {
  /// Of the form, for whoever carries it.
  package static let contentType = "application/cloudevents+json; charset=utf-8"
  private static let typePrefix = "hazardfleet.hazard."

  private struct Content: Encodable {
    /// As the API has it.
    var hazard: HazardAnswer
    var event: TimelineAnswer
  }

  private var specversion = "1.0"
  private var id: String
  private var source: String
  private var type: String
  private var subject: String
  private var time: String
  private var datacontenttype = "application/json"
  private var data: Content

  /// - Parameter source: of the ledger, a URI reference; together with the id it names the event in all the world.
  package init(_ change: HazardChange, source: String) {
    id = change.id
    self.source = source
    type = Self.typePrefix + change.type
    subject = change.hazard.id.description
    time = change.at.iso8601
    data = Content(hazard: HazardAnswer(change.hazard), event: TimelineAnswer(change.happening))
  }

  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension TimelineAnswer {
  init(_ happening: HazardChange.Happening) {
    switch happening {
    case .recorded(let event, _): self.init(event)
    case .done(let event): self.init(event)
    }
  }
}
