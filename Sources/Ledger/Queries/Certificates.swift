package import Inspection

/// Which sites' certificates are wanted.
package struct CertificateQuery: Sendable, Hashable {
  /// The campaign that grants them.
  package var campaign: String
  /// A region, with everything below it; nil for all.
  package var region: String?
  package var site: String?
  /// 1...`maximumLimit`.
  package var limit: Int
  /// The id of the last site of the page before.
  package var after: String?

  package static let maximumLimit = 500

  package init(
    campaign: String, region: String? = nil, site: String? = nil, limit: Int = 50, after: String? = nil
  ) {
    self.campaign = campaign
    self.region = region
    self.site = site
    self.limit = limit
    self.after = after
  }
}

/// What is known of one site's certificate (C5): a campaign that the site passed grants it, a major hazard that is
/// found there later revokes it.
package struct Certificate: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable, CaseIterable {
    /// The campaign has not ended, or tasks of it ended without having been checked.
    case pending
    /// Some of what applies to the site could not be decided, or a role of the campaign's team is missing there.
    case incomplete
    /// Hazards that the campaign found have not come to an end since.
    case withheld
    case granted
    case revoked
  }

  package var site: String
  package var siteName: String
  package var region: String
  package var status: Status
  /// When everything was in order: the last inspection, or the closing of the last hazard.
  package var grantedAt: Timestamp?
  package var revokedAt: Timestamp?
  /// The major hazard that revoked it.
  package var revokedBy: HazardID?
  /// Hazards that the campaign found at this site and that have not come to an end since.
  package var open: Int

  /// - Parameters:
  ///   - isSettled: whether the campaign is complete, and every task of it was checked.
  ///   - undecided: checks of the site that apply and were not decided.
  ///   - passedAt: when the last of its hazards was closed, or else its last inspection.
  ///   - majors: major hazards found at the site, with the times at which they were.
  package init(
    site: String, siteName: String, region: String, isSettled: Bool, undecided: Int, open: Int,
    passedAt: Timestamp, majors: [(at: Timestamp, hazard: HazardID)]
  ) {
    self.site = site
    self.siteName = siteName
    self.region = region
    self.open = open
    guard isSettled else {
      status = .pending
      return
    }
    guard undecided == 0 else {
      status = .incomplete
      return
    }
    guard open == 0 else {
      status = .withheld
      return
    }
    grantedAt = passedAt
    let revocation = majors.filter { $0.at > passedAt }.min { $0.at < $1.at }
    status = revocation == nil ? .granted : .revoked
    revokedAt = revocation?.at
    revokedBy = revocation?.hazard
  }
}

/// Some certificates in the order of the sites' ids.
package struct CertificatePage: Sendable, Hashable {
  package var certificates: [Certificate]
  /// The `after` of the next page; nil on the last one.
  package var next: String?

  package init(certificates: [Certificate], next: String?) {
    self.certificates = certificates
    self.next = next
  }
}
