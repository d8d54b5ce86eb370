/// The shares that the ledger is managed by, each with the rule that it is counted by.
package enum FigureName: String, Sendable, Hashable, CaseIterable {
  case settlement
  case verified
  case onTime = "on-time"
  case onFirstTime = "on-first-time"
  case overdue
  case recurrence
  case reports
  case reportsOnTime = "reports-on-time"
  case coverage
  case sites

  package var name: String { rawValue }

  package var title: String {
    switch self {
    case .settlement: "settlement rate"
    case .verified: "verified rate"
    case .onTime: "closed on time"
    case .onFirstTime: "closed by the first deadline"
    case .overdue: "open and overdue"
    case .recurrence: "recurrence rate"
    case .reports: "report rate"
    case .reportsOnTime: "reports on time"
    case .coverage: "coverage of checks"
    case .sites: "coverage of sites"
    }
  }

  package var rule: String {
    switch self {
    case .settlement: "closed hazards, of all hazards but dismissed ones"
    case .verified:
      "closed hazards that, since they were opened last, were accepted by another person, fixed on the spot before a "
        + "second person, or passed a re-inspection; of all closed hazards"
    case .onTime:
      "closed hazards that were closed at the deadline in force or before; of closed hazards that have a deadline"
    case .onFirstTime:
      "closed hazards that were closed at their first deadline or before, whatever extensions there were; of closed "
        + "hazards that have a deadline"
    case .overdue:
      "hazards past their deadline, of those that have one and that somebody has to rectify: open, and neither reported "
        + "as done nor borne as a risk"
    case .recurrence:
      "hazards that were found again after they had been closed, of hazards that were closed at least once"
    case .reports:
      "sites with a verdict (pass or fail) in a scheduled campaign, late ones included; of the sites of scheduled "
        + "campaigns that are due and not cancelled"
    case .reportsOnTime: "of those sites, the ones whose first verdict is of before the due time"
    case .coverage: "checks with a verdict (pass or fail), of checks that apply"
    case .sites: "registered sites with at least one verdict, of all registered sites"
    }
  }

  /// Whether less of it is better.
  package var isBetterLow: Bool { self == .overdue || self == .recurrence }
}
