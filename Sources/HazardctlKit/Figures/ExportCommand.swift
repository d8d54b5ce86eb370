import ArgumentParser
import Foundation

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Everything, row by row, for other programs.",
    discussion: """
      WHAT is hazards (as csv, jsonl, geojson or oscal), sites (csv, jsonl, geojson) or audit (csv, jsonl): who did \
      what when, refused commands included. oscal is NIST's plan of action and milestones, of open hazards. In CSV, \
      texts that a spreadsheet would take for formulas begin with an apostrophe.

      The file gets its name when it is whole. Without --out it goes to standard output.

      EXAMPLES:
        hazardctl export hazards --format csv --out hazards.csv
        hazardctl export hazards --format oscal --region 330102 --out poam.json
        hazardctl export audit --format jsonl | jq 'select(.refused != "")'
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "hazards, sites or audit.")
  var what: String

  @Option(help: "csv, jsonl, geojson or oscal (default: csv).")
  var format: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: "Of hazards: open, closed or dismissed.")
  var state: String?

  @Option(help: ArgumentHelp("Where to write it.", valueName: "file"))
  var out: String?

  func validate() throws {
    if !["hazards", "sites", "audit"].contains(what) {
      throw ValidationError("\(what) cannot be exported; hazards, sites and audit can.")
    }
    if state != nil, what != "hazards" { throw ValidationError("--state belongs to hazards.") }
  }

  func run() async throws {
    let client = try api.client()
    let query = [("format", format), ("region", region), ("state", state)]
    let console = Surroundings.current.console
    guard let out else {
      var rest = Data()
      try await client.download(["v1", "exports", what], query) { data in
        rest += data
        // Characters may be cut in two between pieces; lines are not.
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
        try console.print(String(decoding: rest[...end], as: UTF8.self))
        rest = Data(rest[(end + 1)...])
      }
      return try console.print(String(decoding: rest, as: UTF8.self))
    }
    var file = try OutputFile(path: out)
    do {
      var (lines, shown) = (0, -1.0)
      try await client.download(["v1", "exports", what], query) { data in
        try file.write(data)
        lines += data.count { $0 == UInt8(ascii: "\n") }
        let now = Surroundings.current.now()
        guard console.canRedraw, now - shown >= 0.2 else { return }
        shown = now
        console.printError(
          "\r\(NumberText.count(lines)) lines, \(NumberText.count(file.bytes / 1_024)) KiB ")
      }
      try file.finish()
      console.printError(
        "\(console.canRedraw ? "\r" : "")\(NumberText.count(lines)) lines, \(NumberText.count(file.bytes)) bytes "
          + "written to \(SafeText.line(out))\n")
    } catch {
      file.discard()
      throw error
    }
  }
}

struct BulletinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulletin", abstract: "The laggards of a region, to be printed or sent.",
    discussion: """
      The regions in a region, the last first, with the rule that they are ranked by, and the worst hazards that are \
      open. The same ledger, --at and --lang give the same file; its times are in UTC. CSV is for programs, and the \
      same in every language. With --out DIR the file is DIR/bulletin-REGION-DATE.FORMAT.

      EXAMPLES:
        hazardctl bulletin --region 3301 --format html --out /srv/bulletins
        hazardctl bulletin --region 3301 --by overdue --at 2026-11-01 --format md
        hazardctl bulletin --region 3301 --lang zh --out /srv/bulletins
      """)

  @OptionGroup var api: APIOptions

  @Option(
    help: ArgumentHelp("The region to look into; the topmost ones unless given.", valueName: "code"),
    completion: .regions)
  var region: String?

  @Option(help: "html, md or csv (default: html).")
  var format: String = "html"

  @Option(help: ArgumentHelp("As things stood at this moment (default: now).", valueName: "time"))
  var at: String?

  @Option(help: "settlement (default), verified, on-time, overdue, recurrence, reports, coverage or sites.")
  var by: String?

  @Option(help: ArgumentHelp("How many it takes to have a rank (default: 30).", valueName: "count"))
  var minimum: Int?

  @Option(help: ArgumentHelp("How many of the worst open hazards (default: 20).", valueName: "count"))
  var hazards: Int?

  @Option(help: "en or zh (default: en).", completion: .list(["en", "zh"]))
  var lang: String?

  @Option(help: ArgumentHelp("A folder to write it into; standard output unless given.", valueName: "folder"))
  var out: String?

  func run() async throws {
    let client = try api.client()
    let console = Surroundings.current.console
    let at = at ?? Self.now()
    var text = Data()
    try await client.download(
      ["v1", "bulletin"],
      [
        ("region", region), ("format", format), ("at", at), ("by", by), ("minimum", minimum.map(String.init)),
        ("hazards", hazards.map(String.init)), ("lang", lang),
      ]
    ) { text += $0 }
    guard let out else { return try console.print(String(decoding: text, as: UTF8.self)) }
    // A code may be anything; a file's name is not.
    let name = (region ?? "all").map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    let path = "\(out)/bulletin-\(String(name))-\(at.prefix(10)).\(format)"
    var file = try OutputFile(path: path)
    do {
      try file.write(text)
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
    try console.print(SafeText.line(path) + "\n")
  }

  private static func now() -> String {
    let formatter = ISO8601DateFormatter()
    return formatter.string(from: Date())
  }
}
