import Inspection

/// What a row of the sheet `survey` is, by its column `type`.
enum XLSFormType: Hashable {
  case beginGroup(isRepeated: Bool)
  case endGroup
  case selectOne(list: String, allowsOther: Bool)
  case selectMultiple(list: String, allowsOther: Bool)
  case number(isWhole: Bool)
  /// A number from a scale, whose ends are in the column `parameters`.
  case range
  case text
  /// A text of a form that devices fill in: a time of day, or a place.
  case patterned(String)
  case date
  /// A box that must be ticked.
  case acknowledgement
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
    case "select_multiple", "select":
      self =
        words.count > 1
        ? .selectMultiple(list: words[1], allowsOther: words.contains("or_other")) : .unsupported
    case "range": self = .range
    case "time": self = .patterned("([01][0-9]|2[0-3]):[0-5][0-9].*")
    case "geopoint": self = .patterned("-?[0-9]{1,2}(\\.[0-9]+)? -?[0-9]{1,3}(\\.[0-9]+)?.*")
    case "geotrace", "geoshape", "barcode": self = .text
    case "acknowledge", "trigger": self = .acknowledgement
    case "integer", "int": self = .number(isWhole: true)
    case "decimal": self = .number(isWhole: false)
    case "text", "string": self = .text
    case "date", "datetime": self = .date
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
