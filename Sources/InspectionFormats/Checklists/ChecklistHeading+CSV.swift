import Inspection

extension ChecklistHeading {
  private static let keys = [
    "checklist", "title", "version", "source", "method", "bands", "boundary", "criteria", "profile",
  ]

  /// Reads the comment lines (`# key: value`) at the top of a CSV checklist.
  ///
  /// - Returns: the offset and line of what follows them.
  mutating func readComments(of file: InputFile, log: inout IssueLog) -> (offset: Int, line: Int) {
    var (offset, line) = (0, 1)
    while offset < file.bytes.count, file.bytes[offset] == UInt8(ascii: "#") {
      let rest = file.bytes[offset...]
      let end = rest.firstIndex { $0 == Byte.lf || $0 == Byte.cr } ?? file.bytes.count
      read(
        String(decoding: file.bytes[offset + 1..<end], as: UTF8.self), at: file.location(line: line),
        log: &log)
      offset = end
      if offset < file.bytes.count {
        let isPair =
          file.bytes[offset] == Byte.cr && offset + 1 < file.bytes.count && file.bytes[offset + 1] == Byte.lf
        offset += isPair ? 2 : 1
      }
      line += 1
    }
    return (offset, line)
  }

  private mutating func read(_ comment: String, at location: ValidationIssue.Location, log: inout IssueLog) {
    // A comment without a colon is a remark.
    guard let colon = comment.firstIndex(of: ":") else { return }
    let key = comment[..<colon].trimmingBlanks()
    let value = LocatedText(
      HeadingText.read(comment[comment.index(after: colon)...].trimmingBlanks()), at: location, field: key)
    switch key {
    case "checklist": id = value
    case "title": title = value
    case "version": version = value
    case "source": source = value
    case "method": method = value
    case "bands": readBands(value, log: &log)
    case "profile": profiles.append(ProfileDraft(id: value))
    case "profile.title", "profile.extends", "profile.siteTypes", "profile.step":
      readProfile(key, value, log: &log)
    case "boundary": boundary = value
    case "criteria": criteria = CriteriaReader.read(value, log: &log)
    default:
      let hint = NearestName.hint(for: key, among: Self.keys)
      if !hint.isEmpty { log.report(location, field: key, "unknown key\(hint)") }
    }
  }

  /// A part of the profile that was named last.
  private mutating func readProfile(_ key: String, _ value: LocatedText, log: inout IssueLog) {
    guard !profiles.isEmpty else {
      return log.report(value.issue("a line \"# profile: ID\" must come before"))
    }
    let last = profiles.count - 1
    switch key {
    case "profile.title": profiles[last].title = value.text
    case "profile.extends": profiles[last].base = value
    case "profile.siteTypes":
      profiles[last].siteTypes += value.text.splittingList().map {
        LocatedText($0, at: value.location, field: value.field)
      }
    default: profiles[last].steps.append(value)
    }
  }

  private mutating func readBands(_ value: LocatedText, log: inout IssueLog) {
    hasBands = true
    var found: [String: LocatedText] = [:]
    for part in value.text.split(whereSeparator: { " ,".contains($0) }) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, Self.bandNames.contains(String(pair[0])) else {
        log.report(value.issue("\"\(part)\" is no band; write red=16 orange=10 yellow=5 blue=1"))
        continue
      }
      let band = LocatedText(String(pair[1]), at: value.location, field: String(pair[0]))
      if found.updateValue(band, forKey: band.field) != nil {
        log.report(value.issue("\(band.field) is given twice"))
      }
    }
    for name in Self.bandNames where found[name] == nil { log.report(value.issue("\(name) is missing")) }
    bands = Self.bandNames.compactMap { found[$0] }
  }
}
