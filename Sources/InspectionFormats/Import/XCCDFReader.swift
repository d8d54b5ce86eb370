import Inspection
import Markup

/// Reads an XCCDF 1.2 benchmark (NIST IR 7275) as a checklist: groups are sections, rules items that an
/// inspector answers with yes or no.
struct XCCDFReader {
  private let file: String
  private let benchmark: MarkupNode
  private let selection: XCCDFSelection
  /// What stands in texts for the benchmark's values.
  private let values: XCCDFValues
  /// Rules that some profile selects, if the profiles are carried over.
  private let selectable: Set<ObjectIdentifier>?
  private let selectedByDefault: Set<ObjectIdentifier>
  private var assembler: ImportAssembler
  private var unselected = 0
  /// The rules that became items, with the items' ids.
  private var taken: [(rule: MarkupNode, id: String)] = []
  private var severities: [String: Int] = [:]
  /// Parts of rules that have no place in a checklist, with the line of the first.
  private var leftOut: [String: (line: Int, count: Int)] = [:]

  /// - Throws: `ValidationErrors` for a file that is no benchmark, or has no such profile.
  init(_ input: InputFile, profile: String?) throws {
    file = input.name
    let benchmark = try Self.benchmark(in: input)
    self.benchmark = benchmark
    assembler = ImportAssembler(file: file)
    if let profile {
      guard let selection = XCCDFSelection(profile, of: benchmark, file: file, log: &assembler.report) else {
        throw ValidationErrors(issues: assembler.report.issues, total: assembler.report.total)
      }
      self.selection = selection
      selectable = nil
    } else {
      selection = XCCDFSelection()
      selectable = Self.selectable(in: benchmark, file: input.name)
    }
    selectedByDefault = Set(Self.selected(in: benchmark, by: XCCDFSelection()))
    values = XCCDFValues(of: benchmark, refinedBy: selection)
  }

  /// The rules that any profile selects; nil without profiles.
  private static func selectable(in benchmark: MarkupNode, file: String) -> Set<ObjectIdentifier>? {
    var rules: Set<ObjectIdentifier>?
    for id in benchmark.children("Profile").compactMap({ $0["id"] }) {
      var log = IssueLog()
      guard let selection = XCCDFSelection(id, of: benchmark, file: file, log: &log) else { continue }
      rules = (rules ?? []).union(selected(in: benchmark, by: selection))
    }
    return rules
  }

  /// The rules that a profile selects: those whose groups it selects as well.
  private static func selected(in node: MarkupNode, by selection: XCCDFSelection) -> [ObjectIdentifier] {
    node.children.flatMap { child -> [ObjectIdentifier] in
      guard child.name == "Group" || child.name == "Rule", selection.isSelected(child) else { return [] }
      return child.name == "Rule" ? [ObjectIdentifier(child)] : selected(in: child, by: selection)
    }
  }

  static func benchmark(in input: InputFile) throws -> MarkupNode {
    do throws(MarkupFault) {
      guard let root = try MarkupTree.read(input.bytes, root: "Benchmark") else {
        throw MarkupFault("is no XCCDF benchmark: it has no element Benchmark")
      }
      return root
    } catch {
      throw ValidationErrors(ValidationIssue(input.location(line: error.line), error.message))
    }
  }

  static func boolean(_ text: String?) -> Bool? {
    switch text {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
  }

  mutating func read() -> ImportAssembler {
    let id = benchmark["id"] ?? InputFile(name: file, content: []).nameParts.stem
    let title = child("title", of: benchmark)
    assembler.name(
      id: located(id, benchmark, "id"), title: title.map { located($0.text, $0, "title") },
      version: child("version", of: benchmark).map { located($0.text, $0, "version") })
    let top = assembler.group(
      located("all", benchmark, "id"), title: ForeignBytes.removed(from: title?.text ?? ""))
    walk(benchmark, in: top, path: [])
    addProfiles()
    noteRest()
    return assembler
  }

  // MARK: Profiles

  /// Carries the profiles over, where none was asked for.
  private mutating func addProfiles() {
    guard selectable != nil else { return }
    let byDefault = selectedByDefault
    if taken.contains(where: { !byDefault.contains(ObjectIdentifier($0.rule)) }) {
      let steps = steps(selecting: byDefault)
      assembler.report.report(
        place(benchmark), field: "selected",
        "some rules are selected by profiles only: without a profile all are inspected here"
          + (steps == nil ? "" : ", and the profile \"default\" selects what the benchmark does"))
      if let steps {
        add(XCCDFProfile(id: "default", title: "What is selected without a profile"), benchmark, steps)
      }
    }
    for node in benchmark.children("Profile") { addProfile(node) }
  }

  private mutating func addProfile(_ node: MarkupNode) {
    let profile = XCCDFProfile(node)
    var log = IssueLog()
    guard let selection = XCCDFSelection(profile.id, of: benchmark, file: file, log: &log) else {
      return assembler.report.report(ValidationErrors(issues: log.issues, total: log.total))
    }
    for issue in log.issues { assembler.report.report(issue) }
    guard let steps = steps(selecting: Set(Self.selected(in: benchmark, by: selection))) else {
      return assembler.report.report(
        place(node), field: "Profile", "\"\(profile.id)\" selects nothing that is carried over; left out")
    }
    add(profile, node, steps + refinements(selection))
    if selection.refinesValues {
      assembler.report.report(
        place(node), field: "refine-value",
        "of profile \"\(profile.id)\": texts keep the values that hold without a profile; --profile fills in its own"
      )
    }
  }

  private mutating func add(_ profile: XCCDFProfile, _ node: MarkupNode, _ steps: [String]) {
    var draft = ProfileDraft(id: located(profile.id, node, "Profile"))
    draft.title = ForeignBytes.removed(from: profile.title)
    draft.steps = steps.map { located($0, node, "Profile") }
    assembler.add(draft)
  }

  /// The shorter way to say what is selected; nil for nothing.
  private func steps(selecting selected: Set<ObjectIdentifier>) -> [String]? {
    let (some, others) = (
      taken.filter { selected.contains(ObjectIdentifier($0.rule)) },
      taken.filter { !selected.contains(ObjectIdentifier($0.rule)) }
    )
    if some.isEmpty { return nil }
    if some.count > others.count {
      return others.map { ProfileSyntax.text(of: .deselect(.item($0.id))) }
    }
    return [ProfileSyntax.text(of: .deselect(.all))]
      + some.map { ProfileSyntax.text(of: .select(.item($0.id))) }
  }

  /// What a profile makes of the levels and weights of rules.
  private func refinements(_ selection: XCCDFSelection) -> [String] {
    taken.flatMap { rule, id -> [String] in
      var steps: [Checklist.Profile.Step] = []
      let level = Self.level(selection.severity(of: rule))
      if level != Self.level(self.selection.severity(of: rule)) {
        steps.append(.refine(item: id, .level(level)))
      }
      if let weight = Self.weight(selection.weight(of: rule)), weight != Self.weight(rule["weight"]) ?? 1 {
        steps.append(.refine(item: id, .weight(weight)))
      }
      return steps.map(ProfileSyntax.text)
    }
  }

  private static func level(_ severity: String) -> HazardLevel { severity == "high" ? .major : .general }

  private static func weight(_ text: String?) -> Double? {
    text.flatMap { Double($0) }.flatMap { Checklist.weights.contains($0) ? $0 : nil }
  }

  // MARK: Groups and rules

  private mutating func walk(_ node: MarkupNode, in group: ImportGroup, path: [String]) {
    for child in node.children {
      switch child.name {
      case "Group" where selectable != nil || selection.isSelected(child): open(child, path: path)
      case "Rule" where isWanted(child): rule(child, in: group)
      case "Group": unselected += Self.rules(in: child)
      case "Rule": unselected += 1
      default: break
      }
    }
  }

  private func isWanted(_ rule: MarkupNode) -> Bool {
    guard let selectable else { return selection.isSelected(rule) }
    return selectable.contains(ObjectIdentifier(rule)) || selectedByDefault.contains(ObjectIdentifier(rule))
  }

  private mutating func open(_ node: MarkupNode, path: [String]) {
    let id = node["id"] ?? "group"
    let path = path + [ForeignBytes.removed(from: child("title", of: node)?.text ?? id)]
    walk(node, in: assembler.group(located(id, node, "id"), title: path.joined(separator: " / ")), path: path)
  }

  private static func rules(in group: MarkupNode) -> Int {
    group.children.reduce(0) { $0 + ($1.name == "Rule" ? 1 : $1.name == "Group" ? rules(in: $1) : 0) }
  }

  private mutating func rule(_ node: MarkupNode, in group: ImportGroup) {
    guard let id = node["id"] else {
      return assembler.report.report(place(node), field: "id", "is missing: the rule is not carried over")
    }
    if Self.boolean(node["abstract"]) == true || Self.boolean(node["hidden"]) == true {
      return assembler.report.report(
        place(node), field: "Rule", "\"\(id)\" is abstract or hidden and not carried over")
    }
    var draft = ItemDraft(location: place(node), section: group.id, id: located(id, node, "id"))
    draft.fields[.text] = wording(node, id: id)
    if let reference = reference(node) { draft.fields[.reference] = reference }
    let severity = selection.severity(of: node)
    draft.fields[.level] = located(Self.level(severity).name, node, "severity")
    if let weight = selection.weight(of: node) { draft.fields[.weight] = located(weight, node, "weight") }
    guard let item = assembler.add(draft, in: group) else { return }
    taken.append((node, item))
    severities[severity, default: 0] += 1
    noteParts(of: node, id: id)
  }

  /// The title, and the description as far as there is room.
  private mutating func wording(_ rule: MarkupNode, id: String) -> LocatedText {
    let title = child("title", of: rule).map(text) ?? ""
    let description = child("description", of: rule)
    let start = title.isEmpty ? "" : title.hasSuffix(".") ? "\(title) " : "\(title). "
    let whole = start + (description.map(text) ?? "")
    if whole.isEmpty {
      assembler.report.report(place(rule), field: "title", "is missing: the id is taken")
      return located(id, rule, "id")
    }
    guard whole.utf8.count > ChecklistBuilder.maximumTextLength, let description, !title.isEmpty else {
      return located(whole.trimmingBlanks(), rule, "title")
    }
    assembler.report.report(
      place(description), field: "description",
      "of rule \"\(id)\" is too long; only the title is carried over")
    return located(title, rule, "title")
  }

  /// The text of an element with the benchmark's values filled in.
  private func text(of node: MarkupNode) -> String {
    node.text(substituting: { part in
      guard part.name == "sub", let id = part["idref"] else { return nil }
      return values[id]
    })
  }

  /// What the rule refers to, and the public names that it goes by (CCE, CCI).
  private func reference(_ rule: MarkupNode) -> LocatedText? {
    let nodes = rule.children.filter { $0.name == "reference" || $0.name == "ident" }
    let texts = nodes.map { $0.text.isEmpty ? $0["href"] ?? "" : $0.text }.filter { !$0.isEmpty }
    guard let first = nodes.first, !texts.isEmpty else { return nil }
    return located(texts.joined(separator: "; "), first, "reference")
  }

  private func child(_ name: String, of node: MarkupNode) -> MarkupNode? { node.children(name).first }

  private func place(_ node: MarkupNode) -> ValidationIssue.Location { .init(file: file, line: node.line) }

  private func located(_ text: String, _ node: MarkupNode, _ field: String) -> LocatedText {
    LocatedText(ForeignBytes.removed(from: text), at: place(node), field: field)
  }
}

// MARK: What is not carried over

extension XCCDFReader {
  private mutating func noteParts(of rule: MarkupNode, id: String) {
    for part in rule.children {
      switch part.name {
      case "title", "description", "reference", "ident", "version", "status", "dc-status", "metadata": break
      case "check", "complex-check":
        assembler.report.report(
          place(part), field: part.name,
          "\(Self.system(part)) of rule \"\(id)\" is not carried over: an inspector answers it")
      case "requires", "conflicts", "platform":
        assembler.report.report(
          place(part), field: part.name,
          "\"\(part["idref"] ?? "")\" of rule \"\(id)\" is not carried over: the item always applies")
      default: note(part.name, part)
      }
    }
  }

  private static func system(_ check: MarkupNode) -> String {
    let system = (check["system"] ?? "").lowercased()
    if system.contains("oval") { return "the automated check (OVAL)" }
    if system.contains("sce") { return "the automated check (SCE)" }
    if system.contains("ocil") { return "the questionnaire (OCIL)" }
    return "the check\(system.isEmpty ? "" : " (\(system))")"
  }

  private mutating func note(_ name: String, _ node: MarkupNode) {
    leftOut[name] = (leftOut[name]?.line ?? node.line, (leftOut[name]?.count ?? 0) + 1)
  }

  private mutating func noteRest() {
    for (name, (line, count)) in leftOut.sorted(by: { $0.value.line < $1.value.line }) {
      let times = count == 1 ? "" : " (\(count) times, here first)"
      assembler.report.report(
        .init(file: file, line: line), field: name, "has no place in a checklist\(times)")
    }
    let lower = severities.filter { $0.key != "high" }.sorted { $0.key < $1.key }
    if !lower.isEmpty {
      let counts = lower.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      assembler.report.report(
        place(benchmark), field: "severity", "\(counts): all of these become the level general")
    }
    if unselected > 0 {
      assembler.report.report(place(benchmark), field: "selected", "\(unselected) rules are not selected")
    }
  }
}
