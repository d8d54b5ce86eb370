package import Foundation
package import Inspection

/// The file that says what a campaign inspects and where its inputs are.
package struct CampaignFile: Sendable {
  /// What an item counts as that an inspection does not name.
  package enum Unnamed: String, Sendable, Hashable, CaseIterable {
    case notchecked, pass
  }

  /// Qualifications that an item, the items of a category, or all items take of whoever judges them.
  package struct Need: Sendable {
    package var needs: [LocatedText]
    package var item: LocatedText?
    package var category: LocatedText?
  }

  package static let maximumIDLength = 100
  package static let checksPerTask = 1...4_096

  package var id = ""
  package var title = ""
  /// Paths as they are written.
  package var checklist: LocatedText?
  /// Of a list of criteria for a checklist that has none of its own.
  package var criteria: LocatedText?
  package var regions: LocatedText?
  package var sites: LocatedText?
  package var observations: [LocatedText] = []
  package var mapping: LocatedText?
  package var unnamed = Unnamed.notchecked
  /// When inspections took place that do not say so.
  package var asOf: DateText.LocalMoment?
  /// Of times that are written without a zone.
  package var timeZone = TimeZone.gmt
  package var checksPerTask = 500
  package var select = CampaignSelection()
  /// The checklist's profile that all sites are inspected by; without one each site is by that of its type.
  package var profile: LocatedText?

  /// Of the file that says who is qualified for what.
  package var inspectors: LocatedText?
  package var qualifications: [Need] = []
  package var unqualified = QualificationGate.Treatment.refuse

  private static let keys = [
    "campaign", "title", "checklist", "criteria", "regions", "sites", "observations", "mapping", "unnamed",
    "asOf", "timeZone", "checksPerTask", "profile", "select", "inspectors",
    "qualifications", "unqualified",
  ]

  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package init(_ input: InputFile) throws {
    var log = IssueLog()
    if let root = YAMLObject(input, keys: Self.keys, log: &log) { read(root, log: &log) }
    try log.throwIfAny()
  }

  private mutating func read(_ root: YAMLObject, log: inout IssueLog) {
    readID(root, log: &log)
    readTitle(root, log: &log)
    checklist = path(root, "checklist", log: &log)
    criteria = root.text("criteria", log: &log)
    regions = path(root, "regions", log: &log)
    sites = path(root, "sites", log: &log)
    observations = root.texts("observations", log: &log) ?? []
    mapping = root.text("mapping", log: &log)
    for file in observations + [mapping].compactMap(\.self) where file.text.isEmpty {
      log.report(file.issue("is empty; a path is expected"))
    }
    for (index, file) in observations.enumerated()
    where observations[..<index].contains(where: { $0.text == file.text }) {
      log.report(file.issue("\"\(file.text)\" is given twice"))
    }
    let words = Unnamed.allCases.map(\.rawValue)
    unnamed = Unnamed(rawValue: root.choice("unnamed", of: words, log: &log)) ?? .notchecked
    timeZone = root.timeZone("timeZone", log: &log) ?? .gmt
    if let text = root.text("asOf", log: &log) {
      asOf = DateText.moment(text.text[...], zone: timeZone)
      if asOf == nil {
        log.report(text.issue("\"\(text.text)\" is no time such as 2026-11-21T09:30:00+08:00"))
      }
    }
    readChecksPerTask(root, log: &log)
    readSelection(root, log: &log)
    profile = root.text("profile", log: &log)
    readQualifications(root, log: &log)
  }

  private mutating func readQualifications(_ root: YAMLObject, log: inout IssueLog) {
    inspectors = root.text("inspectors", log: &log)
    let words = QualificationGate.Treatment.allCases.map(\.rawValue)
    unqualified =
      QualificationGate.Treatment(rawValue: root.choice("unqualified", of: words, log: &log)) ?? .refuse
    for row in root.objects("qualifications", keys: ["needs", "item", "category"], log: &log) {
      let needs = row.texts("needs", log: &log) ?? []
      if needs.isEmpty { log.report(row.location, field: "needs", "is missing, such as needs: electrician") }
      qualifications.append(
        Need(needs: needs, item: row.text("item", log: &log), category: row.text("category", log: &log)))
    }
    if qualifications.isEmpty != (inspectors == nil) {
      log.report(
        root.location(of: inspectors == nil ? "qualifications" : "inspectors"),
        field: inspectors == nil ? "inspectors" : "qualifications",
        "is missing: who is qualified, and what it is needed for, belong together")
    }
  }

  private mutating func readID(_ root: YAMLObject, log: inout IssueLog) {
    guard let text = root.required("campaign", log: &log) else { return }
    id = text.text
    let isAllowed = { (byte: UInt8) in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
    if id.isEmpty {
      log.report(text.issue("is missing"))
    } else if id.utf8.count > Self.maximumIDLength {
      log.report(text.issue("is longer than \(Self.maximumIDLength) characters"))
    } else if !id.utf8.allSatisfy(isAllowed) {
      log.report(text.issue("\"\(id)\" may have only letters A-Z and a-z, digits and . _ - in it"))
    } else if let prefix = ReservedCampaignName.prefix(of: id) {
      log.report(text.issue("may not begin with \(prefix): so the ledger names campaigns of its own"))
    }
  }

  private mutating func readTitle(_ root: YAMLObject, log: inout IssueLog) {
    guard let text = root.text("title", log: &log), !text.text.isEmpty else {
      title = id
      return
    }
    title = text.text
    if title.utf8.count > 200 { log.report(text.issue("is longer than 200 bytes")) }
    if Identifier.hasControlCharacters(title) { log.report(text.issue("has a control character in it")) }
  }

  private func path(_ root: YAMLObject, _ key: String, log: inout IssueLog) -> LocatedText? {
    guard let path = root.required(key, log: &log) else { return nil }
    if path.text.isEmpty { log.report(path.issue("is empty; a path is expected")) }
    return path
  }

  private mutating func readChecksPerTask(_ root: YAMLObject, log: inout IssueLog) {
    guard let text = root.text("checksPerTask", log: &log) else { return }
    if let count = Int(text.text), Self.checksPerTask.contains(count) {
      checksPerTask = count
    } else {
      let range = Self.checksPerTask
      log.report(
        text.issue("\"\(text.text)\" is no whole number from \(range.lowerBound) to \(range.upperBound)"))
    }
  }

  private mutating func readSelection(_ root: YAMLObject, log: inout IssueLog) {
    guard let object = root.object("select", keys: CampaignSelection.keys, log: &log) else { return }
    select.sections = object.texts("sections", log: &log)
    select.categories = object.texts("categories", log: &log)
    select.items = object.texts("items", log: &log)
    select.regions = object.texts("regions", log: &log)
    select.siteTypes = object.texts("siteTypes", log: &log)
  }
}
