import Inspection
import Ledger
import Rectification

/// A report as the log keeps it.
struct ReportRecord: Sendable, Hashable, Codable {
  private struct Call: Sendable, Hashable, Codable {
    var department: String
    var due: Int64
  }

  private var at: Int64
  private var service: String
  private var site: String?
  private var address: String?
  private var latitude: Double?
  private var longitude: Double?
  private var description: String
  private var person: String?
  private var role: String?
  private var contact: String?
  private var observation: String?
  private var evidence: [String]?
  private var departments: [Call]?
  private var channel: String
  private var key: String?

  init(_ report: HazardReport) {
    func given(_ text: String) -> String? { text.isEmpty ? nil : text }
    at = report.at.milliseconds
    service = report.service
    switch report.place {
    case .site(let id): site = id
    case .address(let text): address = text
    case .point(let point): (latitude, longitude) = (point.latitude, point.longitude)
    }
    description = report.description
    person = given(report.person)
    role = given(report.role)
    contact = given(report.contact)
    observation = given(report.observation)
    evidence = report.evidence.isEmpty ? nil : report.evidence
    departments =
      report.calls.isEmpty
      ? nil : report.calls.map { Call(department: $0.department, due: $0.due.milliseconds) }
    channel = report.channel.rawValue
    key = given(report.key)
  }

  var entry: LedgerEntry {
    guard let place, let channel = HazardReport.Channel(rawValue: channel) else {
      return .rejected(reason: "a report without a place, or from nowhere")
    }
    return .report(
      HazardReport(
        at: Timestamp(milliseconds: at), service: service, place: place, description: description,
        person: person ?? "", role: role ?? "", contact: contact ?? "", observation: observation ?? "",
        evidence: evidence ?? [],
        calls: (departments ?? []).map {
          DepartmentCall(department: $0.department, due: Timestamp(milliseconds: $0.due))
        }, channel: channel, key: key ?? ""))
  }

  private var place: HazardReport.Place? {
    if let site { return .site(site) }
    if let address { return .address(address) }
    guard let latitude, let longitude else { return nil }
    return Site.Position(latitude: latitude, longitude: longitude).map(HazardReport.Place.point)
  }
}
