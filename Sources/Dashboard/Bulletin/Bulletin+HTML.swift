extension Bulletin {
  /// A page for A4, with its style in it, so that it can be kept and sent as one file.
  package func html(in language: Language) -> HTML {
    let words = BulletinWords(self, language)
    let places = self.places.html {
      Self.row(words.cells($0), style: isLaggard($0) ? " class=\"laggard\"" : .none)
    }
    let hazards = self.hazards.html { Self.row(words.cells($0)) }
    return """
      <!DOCTYPE html>
      <html lang="\(language.tag)">
      <head>
      <meta charset="utf-8">
      <title>\(words.title)</title>
      <style>
      @page { size: A4 landscape; margin: 15mm; }
      body { font: 10pt sans-serif; }
      table { border-collapse: collapse; width: 100%; }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      th, td { border: 1px solid #999; padding: 2px 5px; text-align: left; }
      th { word-break: keep-all; }
      .laggard { background: #fdd; }
      </style>
      </head>
      <body>
      <h1>\(words.title)</h1>
      <p>\(words.summary)</p>
      <p>\(words.rule)</p>
      \(Self.table(words.columns, places))
      <h2>\(words.hazardsTitle)</h2>
      \(Self.table(words.hazardColumns, hazards))
      </body>
      </html>

      """
  }

  private static func table(_ head: [String], _ rows: HTML) -> HTML {
    """
    <table>
    <thead><tr>\(head.html { "<th>\($0)</th>" })</tr></thead>
    <tbody>
    \(rows)</tbody>
    </table>
    """
  }

  private static func row(_ cells: [String], style: HTML = .none) -> HTML {
    "<tr\(style)>\(cells.html { "<td>\($0)</td>" })</tr>\n"
  }
}
