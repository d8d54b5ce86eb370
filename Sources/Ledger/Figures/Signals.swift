package import Figures
package import Inspection

/// What to look for signs of gaming in.
package struct SignalQuery: Sendable, Hashable {
  package var region: String?
  package var since: Timestamp?
  package var at: Timestamp?
  /// Inspections of different sites closer together than this are too fast, in milliseconds.
  package var fast: Int64
  /// Of each kind of signal.
  package var limit: Int

  package init(
    region: String? = nil, since: Timestamp? = nil, at: Timestamp? = nil, fast: Int64 = 60_000,
    limit: Int = 100
  ) {
    self.region = region
    self.since = since
    self.at = at
    self.fast = fast
    self.limit = limit
  }
}

/// Signs that somebody may not have looked. They are questions, not proofs.
package struct Signals: Sendable, Hashable {
  /// An inspector who was at another site too soon.
  package struct Fast: Sendable, Hashable {
    package var inspector: String
    /// Steps from one inspection to the next at another site that were too short, of all such steps.
    package var steps: Share
    /// In milliseconds.
    package var shortest: Int64

    package init(inspector: String, steps: Share, shortest: Int64) {
      self.inspector = inspector
      self.steps = steps
      self.shortest = shortest
    }
  }

  /// An inspector who never found anything.
  package struct AllPass: Sendable, Hashable {
    package var inspector: String
    package var inspections: Int
    package var checks: Int
    /// How likely that is by luck (`PassRun`).
    package var chance: Double

    package init(inspector: String, inspections: Int, checks: Int, chance: Double) {
      self.inspector = inspector
      self.inspections = inspections
      self.checks = checks
      self.chance = chance
    }
  }

  /// One piece of evidence for different hazards.
  package struct Reuse: Sendable, Hashable {
    /// A hash, or the reference as it was written.
    package var evidence: String
    package var hazards: [HazardID]
    package var sites: Int

    package init(evidence: String, hazards: [HazardID], sites: Int) {
      self.evidence = evidence
      self.hazards = hazards
      self.sites = sites
    }
  }

  /// Failed checks of all checks with a verdict, of all inspectors.
  package var failing: Share
  package var fast: [Fast]
  package var allPass: [AllPass]
  package var reused: [Reuse]

  package init(failing: Share, fast: [Fast], allPass: [AllPass], reused: [Reuse]) {
    self.failing = failing
    self.fast = fast
    self.allPass = allPass
    self.reused = reused
  }
}
