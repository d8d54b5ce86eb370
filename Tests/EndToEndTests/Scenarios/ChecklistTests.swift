import Foundation
import Testing

extension EndToEndTests {
  @Test func checklistsAreImportedAndExported() async throws {
    try await Fleet.runWithoutBroker { fleet in
      let xml =
        "<Benchmark id='b'><Rule id='r'><title>Locked</title><check system='oval'/></Rule></Benchmark>"
      let (source, yaml, csv) = (
        fleet.file("b.xml").path, fleet.file("b.yaml").path, fleet.file("b.csv").path
      )
      try Data(xml.utf8).write(to: URL(fileURLWithPath: source))
      let imported = try await fleet.run("hazard-producer", ["checklist", "import", source, "--to", yaml])
      #expect(imported.exit == .code(0), "\(imported.standardError)")
      #expect(imported.standardOutput.contains("b.xml:1: check: "), "\(imported.standardOutput)")
      let exported = try await fleet.run("hazard-producer", ["checklist", "export", yaml, "--to", csv])
      #expect(exported.exit == .code(0), "\(exported.standardError)")
      #expect(try String(contentsOfFile: csv, encoding: .utf8).contains("Locked"))

      try Data("<Benchmark id='b'/>".utf8).write(to: URL(fileURLWithPath: source))
      let nothing = try await fleet.run("hazard-producer", ["checklist", "import", source, "--to", yaml])
      #expect(nothing.exit == .code(2))
      #expect(nothing.standardError.contains("nothing was written"), "\(nothing.standardError)")
    }
  }

  @Test func warningsAreErrorsWhenStrict() async throws {
    try await Fleet.runWithoutBroker { fleet in
      let file = try BadInput(testDescription: "sound", files: [:], places: []).write(fleet)
      let lenient = try await fleet.run("hazard-producer", ["validate", file])
      #expect(lenient.exit == .code(0), "\(lenient.standardError)")
      #expect(lenient.standardError.contains("no item names a responsible department"))
      let strict = try await fleet.run("hazard-producer", ["validate", file, "--strict"])
      #expect(strict.exit == .code(2))
    }
  }
}
