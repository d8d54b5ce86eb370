package import Inspection
package import Ledger

/// Who wants to be told of what, and how.
package struct Subscription: Sendable, Hashable {
  package enum Target: Sendable, Hashable {
    case webhook(Webhook)
    case mail(Mail)
  }

  package struct Webhook: Sendable, Hashable {
    /// http or https.
    package var url: String
    /// Both sides know it.
    package var secret: WebhookSecret

    package init(url: String, secret: WebhookSecret) {
      self.url = url
      self.secret = secret
    }
  }

  package struct Mail: Sendable, Hashable {
    /// Of the mail server.
    package var host: String
    package var port: Int
    package var from: String
    package var to: [String]
    /// Nil for a server that wants none.
    package var login: Login?

    package struct Login: Sendable, Hashable {
      package var user: String
      package var password: String

      package init(user: String, password: String) {
        self.user = user
        self.password = password
      }
    }

    package init(host: String, port: Int = 25, from: String, to: [String], login: Login? = nil) {
      self.host = host
      self.port = port
      self.from = from
      self.to = to
      self.login = login
    }
  }

  package var id: String
  /// Of `HazardChange.types`; nil for all.
  package var types: Set<String>?
  /// Nil for all.
  package var levels: Set<HazardLevel>?
  /// What a region's code begins with; nil for all regions.
  package var regions: [String]?
  package var target: Target

  package init(
    id: String, types: Set<String>? = nil, levels: Set<HazardLevel>? = nil, regions: [String]? = nil,
    target: Target
  ) {
    self.id = id
    self.types = types
    self.levels = levels
    self.regions = regions
    self.target = target
  }

  package func wants(_ change: HazardChange) -> Bool {
    types?.contains(change.type) != false && levels?.contains(change.hazard.level) != false
      && regions?.contains(where: change.hazard.region.hasPrefix) != false
  }
}

/// Subscriptions, and how patiently they are served.
package struct NotificationPlan: Sendable, Hashable {
  package var subscriptions: [Subscription]
  package var retries: RetrySchedule

  package init(subscriptions: [Subscription], retries: RetrySchedule = RetrySchedule()) {
    self.subscriptions = subscriptions
    self.retries = retries
  }
}
