import Inspection
import InspectionFormats
import TestSupport
import Testing

@Suite("Importing XCCDF benchmarks")
struct XCCDFTests {
  private static let xml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <xccdf:Benchmark xmlns:xccdf="http://checklists.nist.gov/xccdf/1.2" id="xccdf_x_benchmark_b">
      <xccdf:title>Site computers</xccdf:title><xccdf:version>1.4</xccdf:version>
      <xccdf:Profile id="base"><xccdf:title>Base</xccdf:title><xccdf:select idref="r3" selected="true"/></xccdf:Profile>
      <xccdf:Profile id="strict" extends="base">
        <xccdf:title>Strict</xccdf:title>
        <xccdf:select idref="r1" selected="false"/>
        <xccdf:refine-rule idref="r2" severity="high" weight="3"/>
      </xccdf:Profile>
      <xccdf:Group id="g1"><xccdf:title>Access</xccdf:title>
        <xccdf:Rule id="r1" severity="high" weight="10.0">
          <xccdf:title>Accounts are &amp; stay locked</xccdf:title>
          <xccdf:description>After <b xmlns="h">five</b>
            failures</xccdf:description>
          <xccdf:reference href="https://x">NIST 800-53 AC-7</xccdf:reference>
          <xccdf:ident system="cce">CCE-1</xccdf:ident>
          <xccdf:check system="http://oval.mitre.org/XMLSchema/oval-definitions-5"/>
        </xccdf:Rule>
        <xccdf:Group id="g2"><xccdf:title>Passwords</xccdf:title>
          <xccdf:Rule id="r2" severity="low"><xccdf:title>Long.</xccdf:title><xccdf:fix>x</xccdf:fix></xccdf:Rule>
          <xccdf:Rule id="r3" selected="false"><xccdf:title>Changed</xccdf:title></xccdf:Rule>
        </xccdf:Group>
      </xccdf:Group>
    </xccdf:Benchmark>
    """

  private static func read(_ xml: String = xml, profile: String? = nil) throws -> ChecklistImport {
    try ChecklistImport(InputFile(name: "b.xml", content: xml.utf8), profile: profile)
  }

  @Test("groups become sections and rules items")
  func rules() throws {
    let result = try Self.read()
    let checklist = result.checklist
    #expect(checklist.id == "xccdf_x_benchmark_b")
    #expect(checklist.version == "1.4")
    #expect(checklist.sections.map(\.title) == ["Access", "Access / Passwords"])
    #expect(
      checklist.items.map(\.text) == ["Accounts are & stay locked. After five failures", "Long.", "Changed."])
    #expect(checklist.items.map(\.level) == [.major, .general, .general])
    #expect(checklist.items.map(\.weight) == [10, 1, 1])
    #expect(checklist.items.map(\.reference) == ["NIST 800-53 AC-7; CCE-1", "", ""])
    #expect(
      result.report.issues.map(\.description)
        == [
          "b.xml:17: check: the automated check (OVAL) of rule \"r1\" is not carried over: an inspector answers it",
          "b.xml:2: selected: some rules are selected by profiles only: without a profile all are inspected here, and the profile \"default\" selects what the benchmark does",
          "b.xml:20: fix: has no place in a checklist",
          "b.xml:2: severity: 2 low: all of these become the level general",
        ].map { $0.replacing("2 low", with: "1 low, 1 unknown") })
  }

  @Test("profiles become profiles")
  func carriedProfiles() throws {
    let checklist = try Self.read().checklist
    #expect(checklist.profiles.map(\.id) == ["default", "base", "strict"])
    let selections = checklist.profiles.map { profile in
      zip(checklist.items, checklist.selection(by: profile)).filter(\.1).map(\.0.id)
    }
    #expect(selections == [["r1", "r2"], ["r1", "r2", "r3"], ["r2", "r3"]])
    let strict = checklist.refined(by: checklist.profiles[2])
    #expect(strict.items.map(\.level) == [.major, .major, .general])
    #expect(strict.items.map(\.weight) == [10, 3, 1])
    let yaml = try ChecklistWriter.text(of: checklist, named: "c.yaml")
    #expect(
      yaml.contains("      - \"refine item r2 level major\"")
        || yaml.contains("      - refine item r2 level major"))
  }

  private static let values = """
    <Benchmark id="b"><title>T</title>
    <Profile id="p"><refine-value idref="v" selector="low"/></Profile>
    <Profile id="s"><set-value idref="v">7</set-value></Profile>
    <Profile id="n"><select idref="r" selected="false"/></Profile>
    <Value id="v"><value selector="low">3</value><value>5</value></Value>
    <Rule id="r" weight="x"><title>At most <sub idref="v"/> tries, <sub idref="none">some</sub> more</title></Rule></Benchmark>
    """

  @Test("values are filled in", arguments: [(nil, "5"), ("p", "3"), ("s", "7")] as [(String?, String)])
  func substitution(profile: String?, value: String) throws {
    let result = try Self.read(Self.values, profile: profile)
    #expect(result.checklist.items.map(\.text) == ["At most \(value) tries, some more."])
    let lines = result.report.issues.map(\.description)
    #expect(lines.contains("b.xml:6: weight: \"x\" is no number from 0 to 1000; left out"))
    if profile == nil {
      #expect(result.checklist.profiles.map(\.id) == ["p", "s"])
      #expect(lines.contains("b.xml:4: Profile: \"n\" selects nothing that is carried over; left out"))
      #expect(
        lines.contains { $0.hasPrefix("b.xml:2: refine-value: of profile \"p\": texts keep the values") })
    }
  }

  @Test("a profile selects, and builds on another one")
  func profiles() throws {
    let list = try XCCDFProfile.list(InputFile(name: "b.xml", content: Self.xml.utf8))
    #expect(list.map(\.id) == ["base", "strict"])
    let checklist = try Self.read(profile: "strict").checklist
    #expect(checklist.items.map(\.id) == ["r2", "r3"])
    #expect(checklist.items.map(\.level) == [.major, .general])
    let errors = #expect(throws: ValidationErrors.self) { try Self.read(profile: "strikt") }
    #expect(errors?.description.contains("did you mean strict?") == true)
  }

  @Test("profiles in a circle end")
  func circle() throws {
    let xml = Self.xml.replacing(
      "<xccdf:Profile id=\"base\">", with: "<xccdf:Profile id=\"base\" extends=\"strict\">")
    #expect(try Self.read(xml, profile: "strict").checklist.items.count == 2)
  }

  @Test(
    "what is no benchmark is refused",
    arguments: [
      ("", "is not well-formed XML"), ("<a/>", "it has no element Benchmark"), ("<Benchmark>", "well-formed"),
      ("<Benchmark/>", "has no items"),
      ("<!DOCTYPE a [<!ENTITY b 'c'>]><Benchmark>&b;</Benchmark>", "type declaration"),
      ("<?xml version='1.0' encoding='UTF-16'?><Benchmark/>", "is in utf-16"),
      ("<Benchmark>\n<?page?></Benchmark>", "b.xml:2: has a processing instruction without content"),
      ("<?page?><Benchmark/>", "b.xml:1: has a processing instruction without content"),
      ("<Benchmark><!----><![CDATA[]]><?page ?></Benchmark>", "has no items"),
      (String(repeating: "<a>", count: 300), "deeper than 200"),
    ])
  func refused(xml: String, reason: String) {
    let errors = #expect(throws: ValidationErrors.self) { try Self.read(xml) }
    #expect(errors?.description.contains(reason) == true, "\(errors?.description ?? "")")
  }

  @Test("bytes changed at random never crash", arguments: 0..<8 as Range<UInt64>)
  func fuzz(seed: UInt64) {
    var noise = Noise(seed: seed)
    for _ in 0..<150 * Noise.effort {
      Noise.tryImport("b.xml", noise.change(Array(Self.xml.utf8)))
    }
  }
}
