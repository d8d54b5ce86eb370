package import Inspection

/// Who answers for which hazards, until when they are to be rectified, and who is told when they are not.
///
/// Rows of `duties` and `deadlines` are read from the first: the first that fits decides.
package struct Policy: Sendable, Hashable, Codable {
  /// Which hazards belong to which department and owner (责任清单). What is nil fits everything.
  package struct Duty: Sendable, Hashable, Codable {
    package var item: String?
    package var category: String?
    /// A region's code, with everything below it.
    package var region: String?
    package var siteType: String?
    /// Empty where the checklist's item says it.
    package var department: String
    /// Empty for none.
    package var owner: String
    package var backup: String

    package init(
      item: String? = nil, category: String? = nil, region: String? = nil, siteType: String? = nil,
      department: String = "", owner: String = "", backup: String = ""
    ) {
      self.item = item
      self.category = category
      self.region = region
      self.siteType = siteType
      self.department = department
      self.owner = owner
      self.backup = backup
    }
  }

  /// Who stands in for what is nobody else's in a region.
  package struct Head: Sendable, Hashable, Codable {
    package var head: String
    /// Empty for none.
    package var deputy: String

    package init(_ head: String, deputy: String = "") {
      self.head = head
      self.deputy = deputy
    }
  }

  package struct Absence: Sendable, Hashable, Codable {
    package var person: String
    /// The first and the last day.
    package var from: CivilDate
    package var through: CivilDate

    package init(person: String, from: CivilDate, through: CivilDate) {
      self.person = person
      self.from = from
      self.through = through
    }
  }

  package struct Deadline: Sendable, Hashable, Codable {
    package var level: HazardLevel?
    package var grade: RiskGrade?
    package var category: String?
    package var within: Period

    package init(
      level: HazardLevel? = nil, grade: RiskGrade? = nil, category: String? = nil, within: Period
    ) {
      self.level = level
      self.grade = grade
      self.category = category
      self.within = within
    }
  }

  /// One step up the region ladder (五级联动).
  package struct Step: Sendable, Hashable, Codable {
    /// Counted from the deadline.
    package var after: Period
    /// What the level is called whose head is told, as regions have it.
    package var to: String

    package init(after: Period, to: String) {
      self.after = after
      self.to = to
    }
  }

  package var id: String
  package var title: String
  package var calendar: WorkCalendar
  package var duties: [Duty]
  /// By the code of the region.
  package var heads: [String: Head]
  package var absences: [Absence]
  package var deadlines: [Deadline]
  /// In the order in which they come.
  package var escalation: [Step]

  package init(
    id: String, title: String, calendar: WorkCalendar, duties: [Duty] = [], heads: [String: Head] = [:],
    absences: [Absence] = [], deadlines: [Deadline] = [], escalation: [Step] = []
  ) {
    self.id = id
    self.title = title
    self.calendar = calendar
    self.duties = duties
    self.heads = heads
    self.absences = absences
    self.deadlines = deadlines
    self.escalation = escalation
  }
}
