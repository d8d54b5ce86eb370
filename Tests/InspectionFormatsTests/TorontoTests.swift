import Foundation
import Inspection
import InspectionFormats
import Testing

/// The real inspections of the City of Toronto, where the file is at hand.
enum Toronto {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().standardized

  static let folder: String? = {
    let shared = package.deletingLastPathComponent().appendingPathComponent("shared/data").path
    let roots = [ProcessInfo.processInfo.environment["HAZARDFLEET_DATA"], shared].compactMap(\.self)
    return roots.map { $0 + "/toronto-highrise" }
      .first { FileManager.default.fileExists(atPath: $0 + "/inspections.csv") }
  }()

  static let campaign = package.appendingPathComponent("Examples/toronto/campaign.yaml").path
}

@Suite("Toronto")
struct TorontoTests {
  @Test(
    "the published file loads as it is, and its figures are those counted independently",
    .enabled(
      if: Toronto.folder != nil, "inspections.csv is not here; set HAZARDFLEET_DATA to its parent folder"))
  func figures() throws {
    let folder = try #require(Toronto.folder)
    let inputs = try CampaignInputs.load(campaignFile: Toronto.campaign, dataDirectory: folder)
    #expect(inputs.sites.count == 2_654)
    #expect(inputs.regions.regions.filter { $0.level == "ward" }.count == 25)
    #expect(inputs.checklist.items.count == 365)
    #expect(inputs.selectedItems == [0..<365])
    #expect(inputs.recordCount == 23_914)

    var found = Set<String>()
    var clean = 0
    let summary = try inputs.forEachInspection { inspection in
      let failing = inspection.values.indices.filter { inspection.values[$0] == .boolean(false) }
      if failing.isEmpty { clean += 1 }
      for item in failing {
        found.insert("\(inspection.site.id)|\(inspection.id)|\(inputs.checklist.items[item].id)")
      }
      #expect(inspection.values.allSatisfy { $0 == .boolean(false) || $0 == .assumedPass })
      #expect(inspection.accepted.map(\.item) == failing)
    }

    var (counted, named) = (Set<String>(), 0)
    // The file has no line breaks in its fields, so its lines can be split by other means than the reader's.
    let text = try String(contentsOfFile: folder + "/inspections.csv", encoding: .utf8)
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = Self.split(line)
      guard !fields[8].isEmpty else { continue }
      named += 1
      counted.insert("\(fields[5])|\(fields[2])|\(fields[8])")
    }
    #expect(found == counted)
    #expect(named == 17_800)
    #expect(summary.repeatedRows == named - counted.count)
    #expect(summary.repeatedRows == 275)
    #expect(summary.inspections == 9_648)
    #expect(clean == 6_098)
    #expect(summary.sitesWithoutRecords == 0)
  }

  private static func split(_ line: Substring) -> [String] {
    var (fields, isQuoted) = ([""], false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
