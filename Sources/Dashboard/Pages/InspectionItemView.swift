import Inspection
import Ledger

/// One item of an inspector's form: what is asked, large enough for thumbs, with room for photos and a note.
struct InspectionItemView {
  var item: InspectionForm.Item
  /// Of its elements on the page.
  var id: String
  var entry: InspectionEntry

  private var mistake: String? { entry.mistakes[item.id] }

  func html(_ viewer: Viewer) -> HTML {
    guard let question = item.question else { return .none }
    let mark: HTML =
      item.isRedLine ? "<span class=\"level major\">\(viewer[.redLine])</span>" : viewer.badge(item.level)
    let condition: HTML? = question.condition.map {
      "<span class=\"hint\">\(viewer[.appliesWhen, $0])</span>"
    }
    let error: HTML? = mistake.map {
      "<span class=\"error\" id=\"\(id)-error\">\(viewer[.cannotBeUsed, $0])</span>"
    }
    return """
      <fieldset class="ask" id="\(id)"\(attributes)><legend>\(item.text) <code>\(item.id)</code> \(mark)</legend>
      <span class="hint">\(viewer[.requiredIs, item.requirement])\(item.reference.isEmpty ? "" : " · \(item.reference)")</span>\
      \(condition)
      \(control(question, viewer))\(photos(question, viewer))\(note(viewer))\(error)
      </fieldset>

      """
  }

  private var attributes: HTML {
    mistake == nil ? .none : " aria-invalid=\"true\" aria-describedby=\"\(id)-error\" tabindex=\"-1\""
  }

  private func control(_ question: ItemQuestion, _ viewer: Viewer) -> HTML {
    switch question.kind {
    case .boolean:
      choices(
        [("yes", viewer[.yes]), ("no", viewer[.no])] + around(viewer), type: "radio")
    case .choice:
      choices(
        (question.options ?? []).map { ($0, $0) } + around(viewer), type: "radio")
    case .choices:
      choices((question.options ?? []).map { ($0, $0) } + [("none", viewer[.noneOfThem])], type: "checkbox")
        + away(viewer)
    case .date: line("date", viewer[.value], viewer) + away(viewer)
    case .number: line("text", labelled(question, viewer[.value]), decimal: true, viewer) + away(viewer)
    case .count: line("text", viewer[.howMany], decimal: true, viewer) + away(viewer)
    case .numbers: line("text", labelled(question, viewer[.valuesWithBars]), viewer) + away(viewer)
    case .text, .items: line("text", viewer[.value], viewer) + away(viewer)
    }
  }

  /// What stands beside every single choice; the last takes one back.
  private func around(_ viewer: Viewer) -> [(value: String, text: String)] {
    [("n/a", viewer[.outcomeNotApplicable]), ("", viewer[.notSeen])]
  }

  private func labelled(_ question: ItemQuestion, _ label: String) -> String {
    question.unit.map { "\(label) (\($0))" } ?? label
  }

  private func choices(_ options: [(value: String, text: String)], type: StaticString) -> HTML {
    let given = entry.values(item.id)
    let chosen = given.isEmpty && type.description == "radio" ? [""] : given
    let labels = options.html { option in
      """
      <label class="choice"><input type="\(type.description)" name="value:\(item.id)" value="\(option.value)"\
      \(chosen.contains(option.value) ? " checked" : "" as HTML)> \(option.text)</label>
      """
    }
    return "<div class=\"choices\">\(labels)</div>"
  }

  private func line(
    _ type: StaticString, _ label: String, decimal: Bool = false, _ viewer: Viewer
  ) -> HTML {
    """
    <div class="field"><label for="\(id)-v">\(label)</label><input type="\(type.description)" id="\(id)-v" \
    name="value:\(item.id)" value="\(entry.values(item.id).first ?? "")"\
    \(decimal ? " inputmode=\"decimal\"" : "" as HTML) autocomplete="off"></div>
    """
  }

  private func away(_ viewer: Viewer) -> HTML {
    """
    <label class="choice"><input type="checkbox" name="away:\(item.id)" value="yes"\
    \(entry.isAway(item.id) ? " checked" : "" as HTML)> \(viewer[.outcomeNotApplicable])</label>
    """
  }

  /// What was attached before a mistake was found stays attached.
  private func photos(_ question: ItemQuestion, _ viewer: Viewer) -> HTML {
    let kept = entry.evidence(item.id)
    let needed = question.evidenceRule.map { rule in
      viewer[rule.kinds == [.photo] ? .photosNeeded : .evidenceNeeded, viewer.number(rule.minimum)]
    }
    let label = needed ?? "\(viewer[.photos]) (\(viewer[.optional]))"
    guard viewer.takesFiles else {
      return """
        <div class="field"><label for="\(id)-e">\(label)</label><textarea rows="1" id="\(id)-e" \
        name="evidence:\(item.id)">\(kept.joined(separator: "\n"))</textarea></div>
        """
    }
    let hidden = kept.html { "<input type=\"hidden\" name=\"evidence:\(item.id)\" value=\"\($0)\">" }
    let attached: HTML =
      kept.isEmpty ? .none : "<span class=\"hint\">\(viewer[.attached, viewer.number(kept.count)])</span>"
    let camera = question.evidenceRule?.kinds == [.photo]
    return """
      <div class="field"><label for="\(id)-p">\(label)</label>\(attached)\(hidden)\
      <input type="file" id="\(id)-p" name="photo:\(item.id)" multiple \
      accept="\(camera ? "image/*" : "image/*,application/pdf")"\(camera ? " capture=\"environment\"" : "" as HTML)></div>
      """
  }

  private func note(_ viewer: Viewer) -> HTML {
    """
    <div class="field"><label for="\(id)-n">\(viewer[.remark]) <span class="muted">(\(viewer[.optional]))</span></label>\
    <textarea rows="1" id="\(id)-n" name="note:\(item.id)">\(entry.note(item.id))</textarea></div>
    """
  }
}
