/// Two figures for each of some periods, side by side: one bar is filled and the other hatched, so that they can be told
/// apart on paper. The table behind it says the same.
struct BarChart {
  struct Group {
    /// For the axis.
    var label: String
    /// For the table.
    var name: String
    var values: [Int]
  }

  var title: String
  /// Of the values.
  var series: [String]
  var groups: [Group]

  private static let (width, height, left, bottom) = (520, 190, 44, 24)

  private var top: Int {
    let most = max(1, groups.flatMap(\.values).max() ?? 1)
    var step = 1
    while step * 4 < most { step = Self.next(step) }
    return step * 4
  }

  /// 1, 2, 5, 10, 20, 50, …
  private static func next(_ step: Int) -> Int {
    var leading = step
    while leading >= 10 { leading /= 10 }
    return leading == 2 ? step / 2 * 5 : step * 2
  }

  func html(_ viewer: Viewer) -> HTML {
    let table = Table(
      title, [.text(viewer[.month])] + series.map { .number($0) },
      rows: groups.reversed().map { group in
        ["\(group.name)"] + group.values.map { "\(viewer.number($0))" }
      })
    return """
      <figure class="chart"><svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(title)">
      <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
      <rect class="hatchground" width="5" height="5"/><rect class="hatchline" width="2" height="5"/></pattern></defs>
      \(grid(viewer))\(bars(viewer))</svg>
      <figcaption>\(legend)</figcaption></figure>
      <details class="data"><summary>\(viewer[.showTable])</summary>\(table.html)</details>
      """
  }

  private var legend: HTML {
    var html = HTML.none
    for (index, name) in series.enumerated() {
      html += """
        <span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="series\(index)" width="12" height="12"/>\
        </svg>\(name)</span>
        """
    }
    return html
  }

  private func grid(_ viewer: Viewer) -> HTML {
    (0...4).html { line in
      let y = y(top * line / 4)
      return """
        <line class="grid" x1="\(Self.left)" x2="\(Self.width)" y1="\(y)" y2="\(y)"/>\
        <text x="\(Self.left - 8)" y="\(y + 4)" text-anchor="end">\(viewer.number(top * line / 4))</text>

        """
    }
  }

  private func y(_ value: Int) -> Int {
    let room = Self.height - Self.bottom - 10
    return 10 + room - value * room / top
  }

  private func bars(_ viewer: Viewer) -> HTML {
    let room = (Self.width - Self.left) / max(1, groups.count)
    let bar = max(2, min(22, room * 2 / 5))
    var html = HTML.none
    for (index, group) in groups.enumerated() {
      let middle = Self.left + room * index + room / 2
      for (place, value) in group.values.enumerated() {
        let x = middle + (place * 2 - group.values.count) * bar / 2
        html += """
          <rect class="series\(place)" x="\(x)" y="\(y(value))" width="\(bar - 1)" height="\(y(0) - y(value))">\
          <title>\(group.name): \(series[place]) \(viewer.number(value))</title></rect>
          """
      }
      html += """
        <text x="\(middle)" y="\(Self.height - 6)" text-anchor="middle">\(group.label)</text>

        """
    }
    return html
  }
}
