import Foundation
import Testing

/// A campaign with something wrong in it, and what the refusal has to name.
struct BadInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// Contents by file name; they replace the sound ones.
  var files: [String: String]
  /// Each must stand in the refusal.
  var places: [String]
  /// How many errors are counted at the end, where the number is certain.
  var total: Int? = nil

  /// Latin-1 text, in a form that can be told from the UTF-8 of the others.
  static let latin1Marker = "\u{FFFF}latin1"

  static let sound = [
    "campaign.yaml": """
    campaign: small
    checklist: checklist.yaml
    regions: regions.csv
    sites: sites.csv
    observations: [observations.csv]
    """,
    "checklist.yaml": """
    checklist: small
    title: Small
    version: "1"
    sections:
      - id: A
        title: Extinguishers
        items:
          - id: A-1
            text: In place
            observe: boolean
          - id: A-2
            text: Pressure
            observe: number
            unit: MPa
            require: 1.0..1.4
    """,
    "regions.csv": """
    code,name,parent,level
    1,North,,county
    11,Upper,1,town
    """,
    "sites.csv": """
    site,name,region,type
    S1,First,11,shop
    S2,Second,11,school
    """,
    "observations.csv": """
    site,item,value,observed_at
    S1,A-1,yes,2026-11-02T09:00:00Z
    S1,A-2,1.2,2026-11-02T09:00:00Z
    S2,A-1,no,2026-11-03T09:00:00Z
    """,
  ]

  static let table = [
    BadInput(
      testDescription: "a duplicate item id",
      files: ["checklist.yaml": changed("checklist.yaml", "id: A-2", "id: A-1")],
      places: ["checklist.yaml:11: ", "A-1"]),
    BadInput(
      testDescription: "an unknown unit",
      files: ["checklist.yaml": changed("checklist.yaml", "unit: MPa", "unit: MPaa")],
      places: ["checklist.yaml:14: ", "unit", "MPaa"]),
    BadInput(
      testDescription: "a missing region",
      files: ["sites.csv": changed("sites.csv", "S2,Second,11", "S2,Second,12")],
      places: ["sites.csv:3: region: ", "12"], total: 1),
    BadInput(
      testDescription: "a broken quote",
      files: ["sites.csv": changed("sites.csv", "S1,First", "S1,\"First")],
      places: ["sites.csv:2: "]),
    BadInput(
      testDescription: "an empty selection",
      files: ["campaign.yaml": sound["campaign.yaml", default: ""] + "\nselect: {siteTypes: []}"],
      places: ["campaign.yaml", "siteTypes", "selects nothing"]),
    BadInput(
      testDescription: "a selection that nothing is in",
      files: [
        "campaign.yaml": sound["campaign.yaml", default: ""] + "\nselect: {siteTypes: [shop], regions: [1]}",
        "sites.csv": changed("sites.csv", "S1,First,11,shop", "S1,First,2,shop"),
        "regions.csv": sound["regions.csv", default: ""] + "\n2,South,,county",
      ],
      places: ["campaign.yaml", "select", "selects no site"], total: 1),
    BadInput(
      testDescription: "a file that is not UTF-8",
      files: ["sites.csv": changed("sites.csv", "Second", "S\(latin1Marker)cond")],
      places: ["sites.csv:3: ", "UTF-8"]),
    BadInput(
      testDescription: "a file that does not exist",
      files: ["campaign.yaml": changed("campaign.yaml", "sites.csv", "elsewhere.csv")],
      places: ["campaign.yaml:4: sites: ", "elsewhere.csv"], total: 1),
    BadInput(
      testDescription: "an unknown campaign key",
      files: ["campaign.yaml": sound["campaign.yaml", default: ""] + "\nchecksPerTsk: 20"],
      places: ["campaign.yaml:6: checksPerTsk", "checksPerTask"], total: 1),
    BadInput(
      testDescription: "several at once, in several files",
      files: [
        "checklist.yaml": changed("checklist.yaml", "unit: MPa", "unit: MPaa"),
        "sites.csv": changed("sites.csv", ",11,", ",13,"),
        "observations.csv": changed("observations.csv", "S1,A-1,yes", "S9,A-1,yes"),
      ],
      places: ["checklist.yaml:14: ", "sites.csv:2: region: ", "sites.csv:3: region: ", "13"]),
    BadInput(
      testDescription: "observations of unknown sites and items, and values that are none",
      files: [
        "observations.csv": """
        site,item,value,observed_at
        S9,A-1,yes,2026-11-02T09:00:00Z
        S1,A-9,yes,2026-11-02T09:00:00Z
        S1,A-2,high,2026-11-02T09:00:00Z
        S2,A-1,no,yesterday
        """
      ],
      places: [
        "observations.csv:2: site: ", "observations.csv:3: item: ", "observations.csv:4: ",
        "observations.csv:5: observed_at: ",
      ]),
  ]

  private static func changed(_ name: String, _ old: String, _ new: String) -> String {
    sound[name, default: ""].replacing(old, with: new)
  }

  /// - Returns: the campaign file's path.
  func write(_ fleet: Fleet) throws -> String {
    for (name, text) in Self.sound.merging(files, uniquingKeysWith: { _, bad in bad }) {
      let parts = text.components(separatedBy: Self.latin1Marker).map { Data($0.utf8) }
      try Data(parts.joined(separator: [0xE9])).write(to: fleet.file(name))
    }
    return fleet.file("campaign.yaml").path
  }
}
