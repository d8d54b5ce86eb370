import Inspection
import Ledger

/// A report, and what has come of it.
struct ReportAnswer: Encodable {
  struct Service: Encodable {
    var code: String
    var checklist: String
    var item: String
    var text: String
    var section: String
    var category: String
    var department: String
    var requirement: String
    /// Whether a report has to say what was observed.
    var needsObservation: Bool

    init(_ service: ReportService) {
      code = service.code
      checklist = service.checklist
      item = service.item
      text = service.text
      section = service.section
      category = service.category
      department = service.department
      requirement = service.requirement
      needsObservation = service.needsObservation
    }
  }

  struct Position: Encodable {
    var latitude: Double
    var longitude: Double
  }

  struct Near: Encodable {
    /// Metres; 0 at the same site.
    var distance: Double
    var hazard: HazardAnswer

    init(_ near: NearHazard) {
      distance = (near.distance * 10).rounded() / 10
      hazard = HazardAnswer(near.hazard)
    }
  }

  var id: String
  /// open or closed.
  var status: String
  /// pending, confirmed, in-order or undecided.
  var state: String
  var reason: String
  var at: String
  var takenAt: String
  var decidedAt: Nullable<String>
  var service: Service
  var site: HazardAnswer.Site
  var region: HazardAnswer.Region
  var position: Nullable<Position>
  var distance: Nullable<Double>
  var description: String
  var person: String
  var role: String
  var channel: String
  var evidence: [String]
  var instant: Bool
  var hazard: Nullable<HazardAnswer>
  /// Open hazards of the same category nearby; only of a report alone.
  var near: [Near]?
  /// Whether it had been taken before, under the same key; only of one that was sent.
  var repeated: Bool?

  init(_ report: FiledReport, near: [NearHazard]? = nil, repeated: Bool? = nil) {
    id = report.id
    status = report.isOpen ? "open" : "closed"
    state = report.state.name
    reason = report.reason
    at = report.at.iso8601
    takenAt = report.takenAt.iso8601
    decidedAt = Nullable(report.decidedAt?.iso8601)
    service = Service(report.service)
    site = HazardAnswer.Site(id: report.site, name: report.siteName)
    region = HazardAnswer.Region(code: report.region, name: report.regionName)
    position = Nullable(
      report.position.map { Position(latitude: $0.latitude, longitude: $0.longitude) })
    distance = Nullable(report.distance.map { ($0 * 10).rounded() / 10 })
    description = report.description
    person = report.person
    role = report.role
    channel = report.channel.rawValue
    evidence = report.evidence
    instant = report.isInstant
    hazard = Nullable(report.hazard.map(HazardAnswer.init))
    self.near = near?.map(Near.init)
    self.repeated = repeated
  }
}
