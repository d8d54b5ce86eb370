package import Inspection
package import Rectification

extension HazardClock {
  /// Who is told of what the owner of the smallest unit reports: whoever stands for the site's region, then for each that
  /// this lies in, upwards. A region that nobody stands for is passed over.
  ///
  /// - Parameter time: when they are told.
  package func relays(at time: Timestamp) -> [RectificationEvent] {
    let day = policy.calendar.zone.day(of: time)
    return facts.lineage.compactMap { region in
      guard let told = policy.heads(of: region, on: day).first(where: { $0.awayThrough == nil }) else {
        return nil
      }
      return .relay(to: told.person, region: region, at: time)
    }
  }
}

extension Policy {
  /// Whether a person is head or deputy of a region.
  package func stands(_ person: String, for region: String) -> Bool {
    guard let head = heads[region] else { return false }
    return [head.head, head.deputy].contains { !$0.isEmpty && $0.isSame(as: person) }
  }
}

extension RectificationEvent {
  /// - Parameter person: empty where nobody is named.
  package static func relay(to person: String, region: Region, at time: Timestamp) -> RectificationEvent {
    RectificationEvent(
      .relay, at: time,
      reason: "instant report, relayed to \(region.name)" + (person.isEmpty ? ": nobody is named" : ""),
      details: RectificationDetails(owner: person, region: region.code))
  }
}
