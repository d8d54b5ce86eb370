import Inspection
import Ledger

/// What a person says of an accident, as the log keeps it.
struct AccidentEntry: Sendable, Hashable, Codable {
  private var act: String
  private var id: String?
  private var at: Int64
  private var person: String
  private var role: String?
  private var reason: String?
  private var occurredAt: Int64?
  private var region: String?
  private var kind: String?
  private var deaths: Int?
  private var injuries: Int?
  private var description: String?
  private var hazard: String?
  private var key: String?

  init(_ command: AccidentCommand) {
    func given(_ text: String) -> String? { text.isEmpty ? nil : text }
    act = command.act.rawValue
    id = given(command.accident)
    at = command.at.milliseconds
    person = command.person
    role = given(command.role)
    reason = given(command.reason)
    let details = command.details
    occurredAt = details.occurredAt?.milliseconds
    (region, kind, deaths, injuries) = (details.region, details.kind, details.deaths, details.injuries)
    description = details.description
    hazard = details.hazard?.description
    key = given(command.key)
  }

  var entry: LedgerEntry {
    guard let act = AccidentCommand.Act(rawValue: act) else {
      return .rejected(reason: "nothing that can be said of an accident: \(act)")
    }
    return .accident(
      AccidentCommand(
        act, accident: id ?? "", at: Timestamp(milliseconds: at), person: person, role: role ?? "",
        reason: reason ?? "",
        details: AccidentDetails(
          occurredAt: occurredAt.map(Timestamp.init(milliseconds:)), region: region, kind: kind,
          deaths: deaths, injuries: injuries, description: description, hazard: hazard.flatMap(HazardID.init)),
        key: key ?? ""))
  }
}
