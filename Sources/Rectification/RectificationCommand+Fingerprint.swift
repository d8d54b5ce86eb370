import Inspection

extension RectificationCommand {
  /// SHA-256 over what the command says but its time, which whoever sends it again may not know any more.
  package var fingerprint: String {
    var digest = Digest()
    func add(_ text: String) { digest.update(lengthPrefixed: text) }
    add(action.name)
    for target in targets {
      add(target.hazard.description)
      add(target.version.map(String.init) ?? "")
    }
    add("")
    for text in [person, role, reason] + evidence { add(text) }
    add("")
    add(details.owner)
    add(details.department)
    add(details.until?.iso8601 ?? "")
    add(details.original?.description ?? "")
    add(details.fixedBy)
    add(details.observation)
    add(details.observedBy)
    add(details.due?.iso8601 ?? "")
    for call in details.calls { add("\(call.due.iso8601) \(call.department)") }
    return digest.hex()
  }
}
