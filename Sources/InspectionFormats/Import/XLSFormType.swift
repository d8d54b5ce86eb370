import Inspection

/// What a row of the sheet `survey` is, by its column `type`.
enum XLSFormType: Hashable {
  case beginGroup(isRepeated: Bool)
  case endGroup
  case selectOne(list: String, allowsOther: Bool)
  case number(isWhole: Bool)
  case text
  case date
  case evidence(Checklist.EvidenceKind)
  /// Text for whoever fills in the form.
  case note
  /// Filled in by the device.
  case metadata
  case unsupported

  init(_ text: String) {
    // Types are written with blanks and with underscores.
    var words = text.split(whereSeparator: { " \t".contains($0) }).map(String.init)
    if words.count > 1, ["select", "begin", "end"].contains(words[0].lowercased()) {
      words[0...1] = ["\(words[0])_\(words[1])"]
    }
    if words.count > 2, words[1].lowercased() == "from" { words.remove(at: 1) }
    switch words.first?.lowercased() ?? "" {
    case "begin_group": self = .beginGroup(isRepeated: false)
    case "begin_repeat": self = .beginGroup(isRepeated: true)
    case "end_group", "end_repeat": self = .endGroup
    case "select_one", "select1":
      self =
        words.count > 1
        ? .selectOne(list: words[1], allowsOther: words.contains("or_other")) : .unsupported
    case "integer", "int": self = .number(isWhole: true)
    case "decimal": self = .number(isWhole: false)
    case "text", "string": self = .text
    case "date": self = .date
    case "image", "photo": self = .evidence(.photo)
    case "file": self = .evidence(.document)
    case "note": self = .note
    case let word where Self.deviceTypes.contains(word): self = .metadata
    default: self = .unsupported
    }
  }

  private static let deviceTypes: Set<String> = [
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email",
    "audit", "start-geopoint", "background-audio",
  ]
}
