import Inspection

/// Makes the gate of what a campaign file says of qualifications and of the file of inspectors.
struct QualificationReader {
  private enum Column: Int, TableColumn {
    case inspector, qualification, through

    static let required: [Column] = [.inspector, .qualification]
  }

  let campaign: CampaignFile
  let checklist: Checklist

  /// - Parameter inspectors: who is qualified for what (CSV).
  func gate(_ inspectors: InputFile, log: inout IssueLog) -> QualificationGate {
    let holders = holders(inspectors, log: &log)
    var needs = Array(repeating: [String](), count: checklist.items.count)
    for need in campaign.qualifications {
      let items = items(of: need, log: &log)
      for item in items where checklist.items[item].probe == nil {
        needs[item] += need.needs.map(\.text).filter { !needs[item].contains($0) }
      }
      for name in need.needs where holders[name.text] == nil {
        let hint = log.hint(for: name.text, among: holders.keys.sorted())
        log.report(name.issue("nobody is qualified as \"\(name.text)\"\(hint)"))
      }
    }
    return QualificationGate(needs: needs, holders: holders, treatment: campaign.unqualified)
  }

  private func holders(_ input: InputFile, log: inout IssueLog) -> [String: [String: CivilDate?]] {
    var holders: [String: [String: CivilDate?]] = [:]
    guard var table = CSVTable<Column>(input, log: &log) else { return [:] }
    while table.next(log: &log) {
      let (inspector, qualification) = (table.text(.inspector), table.text(.qualification))
      if inspector.isEmpty { log.report(table.issue(.inspector, "is empty")) }
      if qualification.isEmpty { log.report(table.issue(.qualification, "is empty")) }
      let through = table.text(.through)
      let day = through.isEmpty ? nil : DateText.date(through[...])
      if day == nil, !through.isEmpty {
        log.report(table.issue(.through, "\"\(through)\" is no day such as 2027-03-31"))
      }
      if holders[qualification, default: [:]].updateValue(day, forKey: inspector) != nil {
        log.report(table.issue(.inspector, "\(inspector) is given twice for \(qualification)"))
      }
    }
    return holders
  }

  private func items(of need: CampaignFile.Need, log: inout IssueLog) -> [Int] {
    let found = checklist.items.indices.filter { index in
      let item = checklist.items[index]
      return (need.item?.text ?? item.id) == item.id
        && (need.category?.text ?? checklist.category(of: item)) == checklist.category(of: item)
    }
    guard found.isEmpty, let name = need.item ?? need.category else { return found }
    let known =
      need.item == nil
      ? Set(checklist.items.map { checklist.category(of: $0) }).sorted() : checklist.items.map(\.id)
    log.report(name.issue("no item has it\(log.hint(for: name.text, among: known))"))
    return []
  }
}
