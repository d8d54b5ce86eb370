package import Inspection
package import Rectification

/// Somebody's word that something is wrong at a place (上报), before anybody checked it.
///
/// A report that the ledger takes becomes a campaign of one task, which workers decide as any other: what it comes to is
/// found as everything is found.
package struct HazardReport: Sendable, Hashable {
  /// Where it is.
  package enum Place: Sendable, Hashable {
    /// A site's id.
    case site(String)
    /// A site's id or its name, as people write it.
    case address(String)
    /// The nearest site within `maximumDistance` is meant.
    case point(Site.Position)
  }

  /// By which way it came.
  package enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Open311's GeoReport: names are what the reporter says, so nobody is taken for an owner.
    case open311
    /// The API's own.
    case api
  }

  /// How far from a point the site may lie, in metres.
  package static let maximumDistance = 500.0

  /// When it was seen.
  package var at: Timestamp
  /// What it is about: `CHECKLIST:ITEM`, or the item alone where no other checklist has one of that name.
  package var service: String
  package var place: Place
  /// In the reporter's words.
  package var description: String
  /// May be empty by Open311 only.
  package var person: String
  package var role: String
  /// How the reporter can be asked; empty for not at all.
  package var contact: String
  /// What was observed, as the item reads it; empty for the contrary of what a yes-or-no item requires.
  package var observation: String
  package var evidence: [String]
  /// Departments that are called together with the report (吹哨); by the owner of the smallest unit only.
  package var calls: [DepartmentCall]
  package var channel: Channel
  /// Names the report: sent again under the same key it is not taken again. May be empty.
  package var key: String

  package init(
    at: Timestamp, service: String, place: Place, description: String, person: String, role: String = "",
    contact: String = "", observation: String = "", evidence: [String] = [], calls: [DepartmentCall] = [],
    channel: Channel = .api, key: String = ""
  ) {
    self.at = at
    self.service = service
    self.place = place
    self.description = description
    self.person = person
    self.role = role
    self.contact = contact
    self.observation = observation
    self.evidence = evidence
    self.calls = calls
    self.channel = channel
    self.key = key
  }

  /// Tells a report that is sent again from another one under the same key. When it was sent makes no difference.
  package var fingerprint: String {
    var digest = Digest()
    let place =
      switch place {
      case .site(let id): "site \(id)"
      case .address(let text): "address \(text)"
      case .point(let point): "point \(point.latitude) \(point.longitude)"
      }
    let calls = calls.map { "\($0.due.milliseconds) \($0.department)" }
    let parts = [service, place, description, person, role, contact, observation, channel.rawValue]
    for part in parts + evidence + ["calls"] + calls { digest.update(lengthPrefixed: part) }
    return digest.hex()
  }

  /// What is wrong with a report whatever the ledger holds; nil when nothing is.
  ///
  /// - Parameter now: when it arrived.
  package func fault(now: Timestamp) -> ReportRefusal? {
    if service.isBlank { return ReportRefusal(.incomplete, "service is missing: what is it about?") }
    if case .site(let text) = place, text.isBlank {
      return ReportRefusal(.incomplete, "site is missing: where is it?")
    }
    if channel == .api, person.isBlank {
      return ReportRefusal(.incomplete, "person is missing: who reports it?")
    }
    if description.isBlank { return ReportRefusal(.incomplete, "description is missing: what is wrong?") }
    if at.milliseconds > now.milliseconds + RectificationRules.clockTolerance {
      return ReportRefusal(.badTime, "\(at.iso8601) is in the future")
    }
    guard !calls.isEmpty else { return nil }
    // Called departments are judged as those of a whistle.
    return RectificationRules.refusal(ofCalls: calls, at: at).map {
      ReportRefusal($0.code == .badTime ? .badTime : .incomplete, $0.description)
    }
  }
}

/// Why a report was not taken.
package struct ReportRefusal: Sendable, Hashable {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case unknownService, unknownPlace, incomplete, badTime, notAllowed, keyReused
  }

  package var code: Code
  package var reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// What became of a report when it came in.
package enum ReportReceipt: Sendable, Hashable {
  /// - Parameters:
  ///   - id: of the report, and of the campaign that it became.
  ///   - isRepeated: whether it had been taken before, under the same key.
  case taken(id: String, isRepeated: Bool)
  case refused(ReportRefusal)
}

extension String {
  /// Whether nothing but blanks is in it.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
