import Inspection
import Ledger
import Rectification

/// The filters of a list of hazards as a form, and those that are set as words that can be taken away.
struct HazardFilterForm {
  var selection: HazardSelection
  /// What some values are called, by the name of the filter.
  var names: [String: String]

  private var query: HazardQuery { selection.query }

  func html(_ viewer: Viewer) -> HTML {
    """
    <form method="get" action="/hazards" class="filters" aria-label="\(viewer[.filters])">
    <div class="fields">
    \(choice("stage", .stage, RectificationState.allCases.map { ($0.name, Phrase($0)) }, query.stage?.name, viewer))\
    \(choice("level", .level, HazardLevel.allCases.reversed().map { ($0.name, Phrase($0)) }, query.level?.name, viewer))\
    \(choice("grade", .grade, RiskGrade.allCases.reversed().map { ($0.name, Phrase($0)) }, query.grade?.name, viewer))\
    \(text("region", .region, query.region, viewer))\
    \(text("owner", .owner, query.owner, viewer))\
    <label class="check"><input type="checkbox" name="overdue" value="true"\
    \(query.overdueAt == nil ? "" : " checked" as HTML)> \(viewer[.overdue])</label>
    <button class="button main">\(viewer[.filter])</button>
    </div>
    <details\(selection.hasRareFilter ? " open" : "" as HTML)><summary>\(viewer[.moreFilters])</summary><div class="fields">
    \(choice("state", .state, HazardState.allCases.map { ($0.name, Phrase($0)) }, query.state?.name, viewer))\
    \(text("department", .department, query.department, viewer))\
    \(text("site", .siteID, query.site, viewer))\
    \(text("item", .itemID, query.item, viewer))\
    \(text("campaign", .campaignID, query.campaign, viewer))\
    \(text("awaited", .awaitedDepartment, query.awaited, viewer))\
    \(choice("supervised", .supervised, [("true", .yes), ("false", .no)], query.isSupervised.map { String($0) }, viewer))\
    \(choice("sort", .sortedBy, HazardSort.allCases.map { ($0.rawValue, Phrase($0)) }, query.sort.first?.rawValue, viewer))\
    </div></details>
    \(set(viewer))
    </form>
    """
  }

  private func choice(
    _ name: String, _ label: Phrase, _ options: [(String, Phrase)], _ value: String?, _ viewer: Viewer
  ) -> HTML {
    let list = options.html { option in
      """
      <option value="\(option.0)"\(option.0 == value ? " selected" : "" as HTML)>\(viewer[option.1])</option>
      """
    }
    return field(
      name, label, viewer,
      "<select name=\"\(name)\"\(invalid(name))><option value=\"\">\(viewer[.any])</option>\(list)</select>")
  }

  private func text(_ name: String, _ label: Phrase, _ value: String?, _ viewer: Viewer) -> HTML {
    field(
      name, label, viewer,
      "<input name=\"\(name)\" value=\"\(value ?? "")\" autocomplete=\"off\"\(invalid(name))>")
  }

  private func field(_ name: String, _ label: Phrase, _ viewer: Viewer, _ control: HTML) -> HTML {
    let mistake: HTML? = selection.mistakes[name].map { "<span class=\"error\">\(viewer[$0])</span>" }
    return "<label><span>\(viewer[label])</span>\(control)\(mistake)</label>\n"
  }

  private func invalid(_ name: String) -> HTML {
    selection.mistakes[name] == nil ? "" : " aria-invalid=\"true\""
  }

  /// The filters that are set.
  private func set(_ viewer: Viewer) -> HTML {
    let chips = selection.fields.filter { HazardSelection.filters.contains($0.0) }.html { name, value in
      guard let value else { return .none }
      let words = "\(viewer[Self.label(name)]): \(shown(name, value, viewer))"
      return """
        <a class="chip" href="\(selection.path(without: name))"><span class="unseen">\(viewer[.removeFilter]) </span>\
        \(words) <span aria-hidden="true">×</span></a>
        """
    }
    guard !chips.isEmpty else { return .none }
    return """
      <p class="chips">\(chips)<a class="clear" href="/hazards">\(viewer[.clearFilters])</a></p>
      """
  }

  private static func label(_ name: String) -> Phrase {
    switch name {
    case "state": .state
    case "stage": .stage
    case "level": .level
    case "grade": .grade
    case "overdue": .overdue
    case "supervised": .supervised
    case "region": .region
    case "owner": .owner
    case "department": .department
    case "awaited": .awaitedDepartment
    case "site": .site
    case "item": .item
    default: .campaign
    }
  }

  private func shown(_ name: String, _ value: String, _ viewer: Viewer) -> String {
    switch name {
    case "state": query.state.map { viewer[Phrase($0)] } ?? value
    case "stage": query.stage.map { viewer[Phrase($0)] } ?? value
    case "level": query.level.map { viewer[Phrase($0)] } ?? value
    case "grade": query.grade.map { viewer[Phrase($0)] } ?? value
    case "overdue", "supervised": viewer[value == "true" ? .yes : .no]
    default: names[name].map { "\($0) (\(value))" } ?? value
    }
  }
}
