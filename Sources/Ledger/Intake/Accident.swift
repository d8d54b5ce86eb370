package import Inspection
import Rectification

/// An accident and whom it harmed: what fewer of is the purpose of it all.
package struct Accident: Sendable, Hashable {
  package static let maximumCount = 1_000_000

  package var occurredAt: Timestamp
  /// The code of the region in which it happened.
  package var region: String
  /// What kind it was, such as "fire"; may be empty.
  package var kind: String
  package var deaths: Int
  package var injuries: Int
  package var description: String
  /// The hazard that it came of, where one is known.
  package var hazard: HazardID?

  package init(
    occurredAt: Timestamp, region: String, kind: String = "", deaths: Int = 0, injuries: Int = 0,
    description: String = "", hazard: HazardID? = nil
  ) {
    self.occurredAt = occurredAt
    self.region = region
    self.kind = kind
    self.deaths = deaths
    self.injuries = injuries
    self.description = description
    self.hazard = hazard
  }
}

/// What a person says of an accident. What is nil stays as it was.
package struct AccidentDetails: Sendable, Hashable {
  package var occurredAt: Timestamp?
  package var region: String?
  package var kind: String?
  package var deaths: Int?
  package var injuries: Int?
  package var description: String?
  package var hazard: HazardID?

  package init(
    occurredAt: Timestamp? = nil, region: String? = nil, kind: String? = nil, deaths: Int? = nil,
    injuries: Int? = nil, description: String? = nil, hazard: HazardID? = nil
  ) {
    self.occurredAt = occurredAt
    self.region = region
    self.kind = kind
    self.deaths = deaths
    self.injuries = injuries
    self.description = description
    self.hazard = hazard
  }

  package func applied(to accident: Accident) -> Accident {
    Accident(
      occurredAt: occurredAt ?? accident.occurredAt, region: region ?? accident.region,
      kind: kind ?? accident.kind, deaths: deaths ?? accident.deaths, injuries: injuries ?? accident.injuries,
      description: description ?? accident.description, hazard: hazard ?? accident.hazard)
  }
}

/// A person records an accident, or what is now known better of it. Nothing that was said is ever lost.
package struct AccidentCommand: Sendable, Hashable {
  package enum Act: String, Sendable, Hashable, CaseIterable {
    case record, correct, withdraw
  }

  package var act: Act
  /// Of the accident, `accident-N`; empty for one that is recorded.
  package var accident: String
  /// When it is said.
  package var at: Timestamp
  package var person: String
  package var role: String
  /// Needed to correct and to withdraw.
  package var reason: String
  package var details: AccidentDetails
  /// Names the command: sent again under the same key it is not done again. May be empty.
  package var key: String

  package init(
    _ act: Act, accident: String = "", at: Timestamp, person: String, role: String = "", reason: String = "",
    details: AccidentDetails = AccidentDetails(), key: String = ""
  ) {
    self.act = act
    self.accident = accident
    self.at = at
    self.person = person
    self.role = role
    self.reason = reason
    self.details = details
    self.key = key
  }

  /// Tells a command that is sent again from another one under the same key. When it was sent makes no difference.
  package var fingerprint: String {
    let numbers = [details.deaths, details.injuries].map { $0.map(String.init) ?? "" }
    var digest = Digest()
    for part in [
      act.rawValue, accident, person, role, reason, details.occurredAt.map { "\($0.milliseconds)" } ?? "",
      details.region ?? "", details.kind ?? "", details.description ?? "",
      details.hazard?.description ?? "",
    ] + numbers { digest.update(lengthPrefixed: part) }
    return digest.hex()
  }

  /// What is wrong with a command whatever the ledger holds; nil when nothing is.
  ///
  /// - Parameter now: when it arrived.
  package func fault(now: Timestamp) -> AccidentRefusal? {
    func incomplete(_ text: String) -> AccidentRefusal { AccidentRefusal(.incomplete, text) }
    if person.isBlank { return incomplete("person is missing: who says so?") }
    if act != .record, reason.isBlank { return incomplete("reason is missing: why is it \(act.past)?") }
    if act == .record {
      if details.occurredAt == nil { return incomplete("occurredAt is missing: when was it?") }
      if details.region?.isBlank ?? true, details.hazard == nil {
        return incomplete("region is missing: where was it?")
      }
    }
    for (name, count) in [("deaths", details.deaths), ("injuries", details.injuries)] {
      if let count, !(0...Accident.maximumCount).contains(count) {
        return incomplete("\(name) is not from 0 to \(Accident.maximumCount)")
      }
    }
    if at.milliseconds > now.milliseconds + RectificationRules.clockTolerance {
      return AccidentRefusal(.badTime, "\(at.iso8601) is in the future")
    }
    guard let occurredAt = details.occurredAt, occurredAt > at else { return nil }
    return AccidentRefusal(.badTime, "it cannot have occurred at \(occurredAt.iso8601), after it was said")
  }
}

extension AccidentCommand.Act {
  package var past: String {
    switch self {
    case .record: "recorded"
    case .correct: "corrected"
    case .withdraw: "withdrawn"
    }
  }
}

/// Why a command about an accident was not carried out.
package struct AccidentRefusal: Sendable, Hashable {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case unknownAccident, unknownRegion, unknownHazard, incomplete, badTime, notAllowed, keyReused
  }

  package var code: Code
  package var reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// What became of a command about an accident.
package enum AccidentReceipt: Sendable, Hashable {
  /// - Parameter isRepeated: whether it had been carried out before, under the same key.
  case done(id: String, isRepeated: Bool)
  case refused(AccidentRefusal)
}

/// An accident as it is known, with everything that was ever said of it.
package struct AccidentRecord: Sendable, Hashable {
  package struct Version: Sendable, Hashable {
    package var act: AccidentCommand.Act
    package var at: Timestamp
    package var person: String
    package var role: String
    package var reason: String
    package var accident: Accident

    package init(
      act: AccidentCommand.Act, at: Timestamp, person: String, role: String, reason: String,
      accident: Accident
    ) {
      self.act = act
      self.at = at
      self.person = person
      self.role = role
      self.reason = reason
      self.accident = accident
    }
  }

  /// `accident-N`.
  package var id: String
  package var regionName: String
  /// In the order in which they were said; at least one.
  package var history: [Version]

  /// - Returns: nil without any version.
  package init?(id: String, regionName: String, history: [Version]) {
    guard let last = history.last else { return nil }
    self.id = id
    self.regionName = regionName
    self.history = history
    accident = last.accident
    isWithdrawn = last.act == .withdraw
  }

  /// By the last word.
  package let accident: Accident
  /// Whether the last word is that there was none.
  package let isWithdrawn: Bool
}

/// Which accidents are wanted. Filters that are nil do not filter.
package struct AccidentQuery: Sendable, Hashable {
  package static let maximumLimit = 100_000

  package var id: String?
  /// With everything below it.
  package var region: String?
  /// Occurred not before.
  package var from: Timestamp?
  /// Occurred before.
  package var to: Timestamp?
  /// By what was said by then; nil for all that is known.
  package var knownAt: Timestamp?
  package var includesWithdrawn: Bool
  package var limit: Int

  package init(
    id: String? = nil, region: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil,
    knownAt: Timestamp? = nil, includesWithdrawn: Bool = false, limit: Int = AccidentQuery.maximumLimit
  ) {
    self.id = id
    self.region = region
    self.from = from
    self.to = to
    self.knownAt = knownAt
    self.includesWithdrawn = includesWithdrawn
    self.limit = limit
  }
}
