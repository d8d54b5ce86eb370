import Inspection
import Rectification

/// A form about one or more hazards.
struct ActionFormView {
  var submission: ActionSubmission
  /// Where it is sent to.
  var target: String
  /// Departments that are awaited, for a check-in.
  var awaited: [String] = []

  private var action: RectificationAction { submission.action }
  /// Fields of different forms on one page must not share ids.
  private func id(_ name: String) -> String { "\(action.name)-\(name)" }

  func html(_ viewer: Viewer) -> HTML {
    """
    <form method="post" action="\(target)" class="action" novalidate\(encoding(viewer))>
    <input type="hidden" name="action" value="\(action.name)">\
    <input type="hidden" name="key" value="\(submission.key)">\(targets)
    \(ActionField.fields(of: action).html { field($0, viewer) })\
    \(viewer.name == nil ? person(viewer) : HTML.none)
    <button class="button main">\(viewer[Phrase(command: action) ?? .continueOn])</button>
    </form>
    """
  }

  private func takesFiles(_ viewer: Viewer) -> Bool {
    viewer.takesFiles && ActionField.fields(of: action).contains { $0.name == "evidence" }
  }

  private func encoding(_ viewer: Viewer) -> HTML {
    takesFiles(viewer) ? " enctype=\"multipart/form-data\"" : ""
  }

  /// On a telephone it offers the camera.
  private func upload(_ viewer: Viewer) -> HTML {
    let mistake: HTML? = submission.mistakes["photo"].map {
      "<span class=\"error\" id=\"\(id("photo"))-error\">\(viewer[$0])</span>"
    }
    let isWrong: HTML =
      mistake == nil ? .none : " aria-invalid=\"true\" aria-describedby=\"\(id("photo"))-error\""
    return """
      <div class="field"><label for="\(id("photo"))">\(viewer[.photos])</label>\
      <input type="file" id="\(id("photo"))" name="photo" accept="image/*,application/pdf" multiple\(isWrong)>\(mistake)</div>

      """
  }

  private var targets: HTML {
    submission.targets.html { target in
      """
      <input type="hidden" name="hazard" value="\(target.hazard.description):\(target.version.map(String.init) ?? "")">
      """
    }
  }

  private func field(_ field: ActionField, _ viewer: Viewer) -> HTML {
    let value = submission.values[field.name] ?? ""
    let shared = attributes(
      field.name, required: field.isRequired && !(field.name == "evidence" && takesFiles(viewer)),
      hasHint: field.hint != nil)
    let control: HTML =
      switch field.kind {
      case .text: "<textarea rows=\"2\"\(shared)>\(value)</textarea>"
      case .moment: "<input type=\"datetime-local\" value=\"\(value)\"\(shared)>"
      case .line where action == .checkIn && !awaited.isEmpty: select(value, shared)
      case .line: "<input value=\"\(value)\"\(shared)>"
      }
    let photos: HTML = field.name == "evidence" && takesFiles(viewer) ? upload(viewer) : .none
    return photos
      + labelled(
        field.name, field.label, required: field.isRequired && photos.isEmpty, hint: field.hint, control,
        viewer)
  }

  private func select(_ value: String, _ attributes: HTML) -> HTML {
    let options = awaited.html {
      "<option\($0 == value ? " selected" : "" as HTML)>\($0)</option>"
    }
    return "<select\(attributes)>\(options)</select>"
  }

  private func attributes(_ name: String, required: Bool, hasHint: Bool) -> HTML {
    let isWrong = submission.mistakes[name] != nil
    let described = [hasHint ? id(name) + "-hint" : "", isWrong ? id(name) + "-error" : ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    return """
       id="\(id(name))" name="\(name)"\(required ? " required" : "" as HTML)\
      \(isWrong ? " aria-invalid=\"true\"" : "" as HTML)\
      \(described.isEmpty ? "" : " aria-describedby=\"\(described)\"" as HTML)
      """
  }

  private func labelled(
    _ name: String, _ label: Phrase, required: Bool, hint: Phrase?, _ control: HTML, _ viewer: Viewer
  ) -> HTML {
    let optional: HTML = required ? "" : " <span class=\"muted\">(\(viewer[.optional]))</span>"
    let hint: HTML? = hint.map { "<span class=\"hint\" id=\"\(id(name))-hint\">\(viewer[$0])</span>" }
    let mistake: HTML? = submission.mistakes[name].map {
      "<span class=\"error\" id=\"\(id(name))-error\">\(viewer[$0])</span>"
    }
    return """
      <div class="field"><label for="\(id(name))">\(viewer[label])\(optional)</label>\(hint)\(control)\(mistake)</div>

      """
  }

  private static let roles = ["inspector", "owner", "supervisor", "operator"]

  /// Who acts, where nobody has to log in.
  private func person(_ viewer: Viewer) -> HTML {
    let shared = attributes("person", required: true, hasHint: false)
    let name: HTML = """
      <input value="\(submission.values["person"] ?? "")" autocomplete="name"\(shared)>
      """
    let options = ([""] + Self.roles).html { role in
      """
      <option value="\(role)"\(role == submission.values["role"] ?? "" ? " selected" : "" as HTML)>\
      \(role.isEmpty ? "–" : viewer[Phrase(role: role)])</option>
      """
    }
    let role: HTML = "<select id=\"\(id("role"))\" name=\"role\">\(options)</select>"
    return """
      <div class="pair">\(labelled("person", .yourName, required: true, hint: nil, name, viewer))\
      \(labelled("role", .yourRole, required: false, hint: nil, role, viewer))</div>
      """
  }
}
