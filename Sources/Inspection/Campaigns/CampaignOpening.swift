/// What is announced of a campaign before its first task is sent.
package struct CampaignOpening: Sendable, Hashable {
  package var id: String
  package var title: String
  /// SHA-256 of the checklist's canonical form, as hex.
  package var checklistDigest: String
  /// SHA-256 over regions and sites, as hex.
  package var registerDigest: String
  package var siteCount: Int
  package var taskCount: UInt64
  package var checkCount: UInt64
  /// SHA-256 over all tasks in seq order, as hex.
  package var taskDigest: String
  package var openedAt: Timestamp
  /// Inspections from here on come late; nil where nothing is late.
  package var dueAt: Timestamp?
  /// Whether every check that passes was observed or probed, none of them assumed.
  package var passesAreObserved: Bool
  /// Nil where everybody may judge everything.
  package var qualifications: Qualifications?

  package init(
    id: String, title: String, checklistDigest: String, registerDigest: String, siteCount: Int,
    taskCount: UInt64, checkCount: UInt64, taskDigest: String, openedAt: Timestamp, dueAt: Timestamp? = nil,
    passesAreObserved: Bool = false, qualifications: Qualifications? = nil
  ) {
    self.id = id
    self.title = title
    self.checklistDigest = checklistDigest
    self.registerDigest = registerDigest
    self.siteCount = siteCount
    self.taskCount = taskCount
    self.checkCount = checkCount
    self.taskDigest = taskDigest
    self.openedAt = openedAt
    self.dueAt = dueAt
    self.passesAreObserved = passesAreObserved
    self.qualifications = qualifications
  }
}
