import Inspection

/// A site as it was read, not yet judged.
struct SiteDraft {
  var location: ValidationIssue.Location
  var fields: [SiteColumn: LocatedText] = [:]

  func text(_ column: SiteColumn) -> String { fields[column]?.text ?? "" }

  func issue(_ column: SiteColumn, _ message: String) -> ValidationIssue {
    fields[column]?.issue(message) ?? ValidationIssue(location, field: column.name, message)
  }
}

/// Turns what was read of a register into one, judging everything on the way.
struct SiteRegisterBuilder {
  /// Nil where the regions could not be read, which is reported elsewhere.
  let regions: RegionTree?
  let mergesRepeats: Bool
  private(set) var register = SiteRegister()
  private var lines: [UInt32] = []
  private let regionCodes: [String]

  init(regions: RegionTree?, mergesRepeats: Bool) {
    self.regions = regions
    self.mergesRepeats = mergesRepeats
    regionCodes = regions?.regions.map(\.code) ?? []
  }

  mutating func add(_ draft: SiteDraft, log: inout IssueLog) {
    let id = draft.text(.site)
    if let fault = Identifier.fault(in: id) {
      log.report(draft.issue(.site, fault))
      return
    }
    if let first = register.indexByID[id] {
      if !mergesRepeats {
        log.report(draft.issue(.site, "site \"\(id)\" is already on line \(lines[first])"))
      }
      return
    }
    let name = draft.text(.name)
    let site = Site(
      id: id, name: name.isEmpty ? id : name, region: region(draft, log: &log),
      type: type(draft, log: &log), position: position(draft, log: &log), owner: draft.text(.owner),
      address: address(draft, log: &log))
    register.indexByID[id] = register.sites.count
    register.sites.append(site)
    lines.append(UInt32(clamping: draft.location.line ?? 0))
  }

  private func region(_ draft: SiteDraft, log: inout IssueLog) -> String {
    let code = draft.text(.region)
    if code.isEmpty {
      log.report(draft.issue(.region, "is missing: every site lies in a region"))
    } else if let regions, regions[code] == nil {
      let hint = log.hint(for: code, among: regionCodes)
      log.report(draft.issue(.region, "region \"\(code)\" is not among the regions\(hint)"))
    }
    return code
  }

  private func type(_ draft: SiteDraft, log: inout IssueLog) -> String {
    let type = draft.text(.type)
    if !type.isEmpty, let fault = Identifier.fault(in: type) { log.report(draft.issue(.type, fault)) }
    return type
  }

  /// It is put into addresses that are asked, so nothing but a host and a port may stand in it.
  private func address(_ draft: SiteDraft, log: inout IssueLog) -> String {
    let address = draft.text(.address)
    let isAllowed = address.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_:[]".contains($0)) }
    if !isAllowed || address.utf8.count > 255 {
      log.report(draft.issue(.address, "\"\(address)\" is no host or host:port"))
    }
    return address
  }

  private func position(_ draft: SiteDraft, log: inout IssueLog) -> Site.Position? {
    let (latitude, longitude) = (draft.text(.latitude), draft.text(.longitude))
    if latitude.isEmpty, longitude.isEmpty { return nil }
    guard !latitude.isEmpty else {
      log.report(draft.issue(.latitude, "is missing, while the longitude is given"))
      return nil
    }
    guard !longitude.isEmpty else {
      log.report(draft.issue(.longitude, "is missing, while the latitude is given"))
      return nil
    }
    let north = degrees(draft, .latitude, limit: 90, log: &log)
    let east = degrees(draft, .longitude, limit: 180, log: &log)
    guard let north, let east else { return nil }
    return Site.Position(latitude: north, longitude: east)
  }

  private func degrees(
    _ draft: SiteDraft, _ column: SiteColumn, limit: Double, log: inout IssueLog
  ) -> Double? {
    let text = draft.text(column)
    if let value = Double(text), (-limit...limit).contains(value) { return value }
    log.report(draft.issue(column, "\"\(text)\" is no number from \(-Int(limit)) to \(Int(limit))"))
    return nil
  }
}
