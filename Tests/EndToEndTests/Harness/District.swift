import Foundation

/// The bundled district with made-up records, and what they come to by the count of the script that made them.
struct District: Sendable {
  let campaign: Campaign
  let expected: JSON

  /// The campaign of the examples, as `make demo` launches it.
  static func bundled(_ fleet: Fleet) async throws -> District {
    let expected = try await observations(fleet, [])
    let file = Places.district.appending(path: "campaign.yaml").path
    return District(
      campaign: Campaign(id: "district-2026-autumn", file: file, options: ["--data", fleet.folder.path]),
      expected: expected)
  }

  /// A campaign of many small tasks.
  ///
  /// - Parameter sites: more than the register has enlarge it.
  static func scaled(
    _ fleet: Fleet, sites: Int, checksPerTask: Int, id: String = "district"
  ) async throws -> District {
    let register = fleet.file("sites.csv").path
    let expected = try await observations(fleet, ["--scale", "\(sites)", "--sites-out", register])
    let file = try fleet.write(
      """
      campaign: \(id)
      checklist: \(Places.district.path)/checklist.yaml
      regions: \(Places.district.path)/regions.csv
      sites: sites.csv
      observations: [observations.jsonl]
      checksPerTask: \(checksPerTask)
      """, to: "campaign.yaml")
    return District(campaign: Campaign(id: id, file: file), expected: expected)
  }

  private static func observations(_ fleet: Fleet, _ options: [String]) async throws -> JSON {
    let expected = fleet.file("expected.json")
    try await fleet.python(
      Places.district.appending(path: "make_observations.py"),
      ["--out", fleet.file("observations.jsonl").path, "--expect", expected.path] + options)
    return try JSON(try Data(contentsOf: expected))
  }
}
