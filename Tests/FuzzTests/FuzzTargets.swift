import Checks
import Fleet
import Foundation
import Inspection
import InspectionFormats
import Ledger
import Notifications
import TestSupport
import Wire

/// What reads outside bytes.
enum FuzzTargets {
  static let all: [FuzzTarget] =
    [csvChecklist, yamlChecklist, workbook, workbookParts, benchmark] + rules
    + CampaignFuzz.targets + WireFuzz.targets + PolicyFuzz.targets + MultipartFuzz.targets
    + [configuration, subscriptions, cursors, MetricFuzz.metrics]

  /// An invariant that does not hold.
  struct Broken: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
      self.description = description
    }
  }

  private static let itemWords = [
    "all(", "any(", "at least 2 of (", "not(", "item A yes", "site school", "± 5%", "each ", "contains ",
    "matches ",
    "age <= 1 year", "valid for >= ", "profile", "profile.step", "deselect all", "refine item A require ",
    "a: &a [*a]",
    "? ", "- ", "!!binary ", "|\n  ", ">-\n", "<<: ", "siteTypes: [", "# ", "\"\"",
  ]

  /// What can be read can be written and read again.
  private static func roundTrip(_ name: String, _ bytes: [UInt8]) throws {
    guard let file = try? ChecklistFile(InputFile(name: name, content: bytes)) else { return }
    _ = ChecklistLint.warnings(of: file.checklist, places: file.places)
    _ = try CompiledChecklist(file.checklist)
    for name in ["c.yaml", "c.csv"] { _ = try ChecklistWriter.text(of: file.checklist, named: name) }
    let wire = try ChecklistCodec.encode(file.checklist)
    guard try wire.withUnsafeBytes(ChecklistCodec.decode) == file.checklist else {
      throw Broken("the checklist is another one after its journey")
    }
  }

  static let csvChecklist = FuzzTarget(
    name: "checklist-csv", samples: [Array(FuzzSamples.csv.utf8)], pieces: itemWords
  ) { try roundTrip("c.csv", $0) }

  static let yamlChecklist = FuzzTarget(
    name: "checklist-yaml", samples: [Array(FuzzSamples.yaml.utf8)], pieces: itemWords
  ) { try roundTrip("c.yaml", $0) }

  private static func importing(_ name: String, _ bytes: [UInt8]) throws {
    guard let result = try? ChecklistImport(InputFile(name: name, content: bytes)) else { return }
    for name in ["c.yaml", "c.csv"] { _ = try ChecklistWriter.text(of: result.checklist, named: name) }
    _ = try CompiledChecklist(result.checklist)
  }

  static let workbook = FuzzTarget(
    name: "xlsx", samples: [SampleWorkbook.form.bytes()], pieces: ["PK\u{1}\u{2}", "PK\u{3}\u{4}"]
  ) { try importing("f.xlsx", $0) }

  /// The cells of a form are changed, so that what they say is read, and not only their wrapping.
  static let workbookParts = FuzzTarget(
    name: "xlsform-cells",
    samples: SampleWorkbook.form.sheets.flatMap { sheet in
      sheet.rows.map { Array($0.joined(separator: "\t").utf8) }
    } + FuzzSamples.expressions.map { Array("text\tq\tQ\t\t\t\($0)\t\($0)".utf8) },
    pieces: [
      "${", "}", "selected(", "and", "or", "not(", "today()", "regex(., '", "count-selected(.)", "${exit}",
      "begin group",
      "end group", "select_multiple state", "integer", "date", "range", "start=0 end=1",
    ]
  ) { bytes in
    var form = SampleWorkbook.form
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map { $0.filter { $0 >= " " } }
    }
    form.sheets[0].rows += rows
    form.isDeflated = false
    try importing("f.xlsx", form.bytes())
  }

  static let benchmark = FuzzTarget(
    name: "xccdf", samples: [Array(FuzzSamples.xccdf.utf8)],
    pieces: [
      "<?a?>", "<?a b?>", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&x;", "&#x10FFFF;", " xmlns:a=''",
      " xmlns=''",
      "</", "/>", "<!DOCTYPE a>", "<sub idref='v'/>", "<Profile id='p'>", "selected='false'", "weight='-1'",
    ]
  ) { bytes in
    try importing("b.xml", bytes)
    let input = InputFile(name: "b.xml", content: bytes)
    for profile in (try? XCCDFProfile.list(input)) ?? [] {
      _ = try? ChecklistImport(input, profile: profile.id)
    }
  }

  // MARK: One line

  private static let observables: [Observable] = [
    .boolean, .number(MeasureUnit("MPa")), .number(nil), .count, .choice(["good", "worn (a)", "item"]),
    .choices(["a", "b", "c d"]), .numbers(MeasureUnit("m")), .date, .text, .items,
  ]

  static let rules: [FuzzTarget] = [
    FuzzTarget(name: "requirement", samples: FuzzSamples.rules.map { Array($0.utf8) }, pieces: itemWords) {
      bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let others = RequirementSyntax.OtherItems.known { id in
        id.count == 1 ? .number(MeasureUnit("kPa")) : .boolean
      }
      for observes in observables {
        _ = try? RequirementSyntax.parse(text, observing: observes, others: .pending)
        guard let read = try? RequirementSyntax.parse(text, observing: observes, others: others) else {
          continue
        }
        let written = RequirementSyntax.text(of: read)
        guard let again = try? RequirementSyntax.parse(written, observing: read.observes, others: others),
          again == read
        else { throw Broken("\"\(written)\" is not read as it was meant") }
      }
    },
    FuzzTarget(name: "probe", samples: FuzzSamples.probes.map { Array($0.utf8) }) { bytes in
      guard let probe = try? ProbeSyntax.parse(String(decoding: bytes, as: UTF8.self)) else { return }
      let written = ProbeSyntax.text(of: probe)
      guard try ProbeSyntax.parse(written) == probe else { throw Broken("\"\(written)\" is another probe") }
    },
    FuzzTarget(name: "observation", samples: FuzzSamples.values.map { Array($0.utf8) }) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      for observes in observables {
        _ = try? ObservationSyntax.parse(text, for: Requirement(observes: observes, rule: .all([])))
      }
      _ = DateText.moment(text[...], zone: .gmt)
    },
    FuzzTarget(
      name: "pattern", samples: FuzzSamples.patterns.map { Array($0.utf8) },
      pieces: ["(", ")*", "+", "{2,}", "[^", "]", "|", "\\d", "\\p{L}", "(?:", "(?=", "\\1", ".*", "^", "$"]
    ) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.utf8.count <= TextPattern.maximumLength, let pattern = try? TextPattern(text) else { return }
      for sample in ["", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "AB-1234", text] {
        _ = pattern.matches(sample)
      }
    },
  ]

  // MARK: Others

  static let configuration = FuzzTarget(
    name: "configuration", samples: [Array(FuzzSamples.configuration.utf8)],
    pieces: ["kafka:", "topics:", "plugins:"]
  ) { bytes in
    try withFuzzFolder { folder in
      let file = folder.appendingPathComponent("configuration.yaml")
      try Data(bytes).write(to: file)
      _ = (try? Configuration(file: file.path)).map(ConfigurationListing.init)
    }
  }

  static let subscriptions = FuzzTarget(
    name: "subscriptions", samples: [Array(FuzzSamples.subscriptions.utf8)],
    pieces: ["webhook: {", "mail: {", "secretEnv: S", "events: [", "@", "whsec_", "retry: {", "5s"]
  ) { bytes in
    let plan = try? NotificationFile.read(
      InputFile(name: "n.yaml", content: bytes),
      variables: ["S": "whsec_\(String(repeating: "A", count: 32))"])
    for subscription in plan?.subscriptions ?? [] where subscription.id.isEmpty {
      throw Broken("a subscription has no id")
    }
  }

  static let cursors = FuzzTarget(
    name: "cursor", samples: ["1.3.1760000000000.00000000000000aa", "0.0.1.9f"].map { Array($0.utf8) }
  ) { bytes in
    guard let cursor = HazardCursor(String(decoding: bytes, as: UTF8.self)) else { return }
    guard HazardCursor(cursor.description) == cursor else { throw Broken("\(cursor) is another cursor") }
  }
}

/// A folder for what is read by its path; it exists while `body` runs, and after a crash of it.
func withFuzzFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hazardfleet-fuzz-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
