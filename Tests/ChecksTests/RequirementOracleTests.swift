import Foundation
import Testing

/// Requirements and conditions made up by `Tests/Oracles/requirements.py`, which reckons in exact fractions what each
/// must come to.
@Suite struct RequirementOracleTests {
  @Test(arguments: [1, 2, 3]) func agrees(_ seed: Int) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Oracles/requirements.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, "1500", String(seed)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let rows = RequirementTableTests.rows(of: text)
    #expect(rows.count == 1_500)
    for var row in rows {
      row.fields["site"] = "school"
      let outcome = try RequirementTableTests.check(row).outcome
      #expect(
        outcome == row["expected"], "seed \(seed), \(row.testDescription) of \(row["unit"]), \(row["others"])"
      )
    }
  }
}
