package import Inspection

/// What a campaign asks at one site, and what is known of it: an inspector's form.
package struct InspectionForm: Sendable, Hashable {
  package struct Section: Sendable, Hashable {
    package var id: String
    package var title: String
    package var items: [Item]

    package init(id: String, title: String, items: [Item]) {
      self.id = id
      self.title = title
      self.items = items
    }
  }

  /// An item, and where it stands.
  package struct Item: Sendable, Hashable {
    package enum State: Sendable, Hashable {
      /// Nobody has decided it: nobody looked, or the evidence was not there.
      case open
      /// It was submitted, and no worker has decided it yet.
      case waiting
      /// - Parameter reason: why it neither passed nor failed, or what is wrong; may be empty.
      case decided(CheckOutcome, reason: String)
    }

    package var id: String
    package var text: String
    /// In the form that checklists are written in, with the unit behind it.
    package var requirement: String
    package var level: HazardLevel
    package var isRedLine: Bool
    /// May be empty.
    package var reference: String
    /// Nil where nobody can answer it: a probe or other items decide it, or an older program took in the checklist.
    package var question: ItemQuestion?
    package var state: State

    package init(
      id: String, text: String, requirement: String, level: HazardLevel, isRedLine: Bool, reference: String,
      question: ItemQuestion?, state: State
    ) {
      self.id = id
      self.text = text
      self.requirement = requirement
      self.level = level
      self.isRedLine = isRedLine
      self.reference = reference
      self.question = question
      self.state = state
    }

    /// Whether an inspector can say what was observed.
    package var canBeAnswered: Bool { state == .open && question != nil }
  }

  package var campaign: String
  package var title: String
  package var checklist: String
  package var site: String
  package var siteName: String
  package var siteType: String
  package var region: String
  /// Whether submissions are taken: not of a campaign that was cancelled.
  package var isOpen: Bool
  /// Those with items that the campaign asks at the site.
  package var sections: [Section]

  package init(
    campaign: String, title: String, checklist: String, site: String, siteName: String, siteType: String,
    region: String, isOpen: Bool, sections: [Section]
  ) {
    self.campaign = campaign
    self.title = title
    self.checklist = checklist
    self.site = site
    self.siteName = siteName
    self.siteType = siteType
    self.region = region
    self.isOpen = isOpen
    self.sections = sections
  }

  package var items: [Item] { sections.flatMap(\.items) }
}

/// A submission, and what has come of it.
package struct FiledSubmission: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// Some of it is not decided yet.
    case waiting
    case checked
    /// Some of it could not be checked, and waits among the dead letters; the rest was.
    case dead
    /// The campaign was cancelled before all of it was decided.
    case cancelled
  }

  package struct Answer: Sendable, Hashable {
    package var item: String
    package var text: String
    /// Empty for an item that goes along, since it depends on what was observed of others.
    package var value: String
    package var evidence: [String]
    package var note: String
    /// Nil while nobody has decided it.
    package var outcome: CheckOutcome?
    package var reason: String
    /// Whether it is this answer that counts: another one may have been decided before.
    package var counts: Bool
    /// The hazard that was found.
    package var hazard: HazardID?

    package init(
      item: String, text: String, value: String, evidence: [String], note: String, outcome: CheckOutcome?,
      reason: String, counts: Bool, hazard: HazardID?
    ) {
      self.item = item
      self.text = text
      self.value = value
      self.evidence = evidence
      self.note = note
      self.outcome = outcome
      self.reason = reason
      self.counts = counts
      self.hazard = hazard
    }
  }

  package var id: String
  package var campaign: String
  package var site: String
  package var siteName: String
  package var region: String
  package var at: Timestamp
  package var takenAt: Timestamp
  package var person: String
  package var role: String
  package var state: State
  package var answers: [Answer]

  package init(
    id: String, campaign: String, site: String, siteName: String, region: String, at: Timestamp,
    takenAt: Timestamp, person: String, role: String, state: State, answers: [Answer]
  ) {
    self.id = id
    self.campaign = campaign
    self.site = site
    self.siteName = siteName
    self.region = region
    self.at = at
    self.takenAt = takenAt
    self.person = person
    self.role = role
    self.state = state
    self.answers = answers
  }
}

/// A part of a submission that is to be sent to the workers.
package struct SubmittedTask: Sendable, Hashable {
  /// What is observed of an item, as text; empty for nothing.
  package struct Observation: Sendable, Hashable {
    /// The item's index in the checklist.
    package var item: Int
    package var value: String
    package var evidence: [String]

    package init(item: Int, value: String, evidence: [String] = []) {
      self.item = item
      self.value = value
      self.evidence = evidence
    }
  }

  package var campaign: String
  package var seq: UInt64
  package var generation: UInt32
  package var checklistDigest: String
  package var site: SiteReference
  package var inspection: Inspection
  /// By item, ascending.
  package var observations: [Observation]
  /// What is known of other items at the site, by item, ascending.
  package var known: [Observation]

  package init(
    campaign: String, seq: UInt64, generation: UInt32, checklistDigest: String, site: SiteReference,
    inspection: Inspection, observations: [Observation], known: [Observation]
  ) {
    self.campaign = campaign
    self.seq = seq
    self.generation = generation
    self.checklistDigest = checklistDigest
    self.site = site
    self.inspection = inspection
    self.observations = observations
    self.known = known
  }
}

/// A campaign that asks something at a site, and how much of it is left to inspect.
package struct PendingInspection: Sendable, Hashable {
  package var campaign: String
  package var title: String
  package var items: Int
  /// Of these, the ones that nobody has inspected.
  package var left: Int

  package init(campaign: String, title: String, items: Int, left: Int) {
    self.campaign = campaign
    self.title = title
    self.items = items
    self.left = left
  }
}

/// A site at which checks of a campaign have no verdict.
package struct SiteToInspect: Sendable, Hashable {
  package var site: String
  package var name: String
  /// How many checks have none.
  package var left: Int

  package init(site: String, name: String, left: Int) {
    self.site = site
    self.name = name
    self.left = left
  }
}

/// Where inspectors bring what they saw.
package protocol SubmissionDesk: Sendable {
  /// - Parameter now: when it arrived.
  func submit(_ submission: InspectionSubmission, now: Timestamp) async throws -> SubmissionReceipt
}

/// What is asked about submissions.
package protocol SubmissionBook: Sendable {
  /// - Returns: nil for an unknown campaign or site, and for a site that the campaign has not come to.
  func form(ofCampaign id: String, site: String) async throws -> InspectionForm?
  /// Campaigns that have something left to inspect at a site, the latest first; none of an unknown site.
  func pendingInspections(atSite site: String, limit: Int) async throws -> [PendingInspection]
  /// Sites at which checks of a campaign have no verdict, by their ids; none of an unknown campaign.
  ///
  /// - Parameter region: a code; only what lies in it. Nil for everywhere.
  func sitesToInspect(ofCampaign id: String, region: String?, limit: Int) async throws -> [SiteToInspect]
  /// - Returns: nil for an unknown one.
  func submission(_ id: String) async throws -> FiledSubmission?
  /// - Returns: the id of the submission of a site's inspection that was taken under a key; nil where none was.
  func submission(underKey key: String, campaign: String, site: String) async throws -> String?
}
