/// What a campaign takes of its checklist and register. A list that is absent takes everything; what is
/// selected must be in every list that is there.
package struct CampaignSelection: Sendable, Hashable {
  package var sections: [LocatedText]?
  package var categories: [LocatedText]?
  package var items: [LocatedText]?
  /// With every region below them.
  package var regions: [LocatedText]?
  package var siteTypes: [LocatedText]?

  static let keys = ["sections", "categories", "items", "regions", "siteTypes"]

  package init() {}
}
