import Foundation
import Testing

extension EndToEndTests {
  /// Refused before anything is sent, with every error listed.
  @Test func badInputIsRefused() async throws {
    try await Fleet.run { fleet in
      for input in BadInput.table {
        let file = try input.write(fleet)
        for command in [["validate", file], ["plan", file], ["launch", file] + fleet.connection] {
          let output = try await fleet.run("hazard-producer", command)
          let what = "\(input.testDescription), \(command[0]):\n\(output.standardError)"
          #expect(output.exit == .code(2), "\(what)")
          for place in input.places { #expect(output.standardError.contains(place), "\(place) in \(what)") }
          #expect(output.standardError.contains("nothing was sent"), "\(what)")
          if let total = input.total {
            #expect(output.standardError.contains("\(total) error\(total == 1 ? "" : "s");"), "\(what)")
          }
        }
      }
      #expect(try await fleet.status()["campaigns"] == .array([]))
    }
  }

  /// So that the table above fails for the faults in it, and not for the campaign around them.
  @Test func soundInputIsLaunched() async throws {
    try await Fleet.run { fleet in
      let file = try BadInput(testDescription: "sound", files: [:], places: []).write(fleet)
      let launch = try await fleet.run("hazard-producer", ["launch", file] + fleet.connection)
      #expect(launch.exit == .code(0), "\(launch.standardError)")
      #expect(try await fleet.status()["campaigns"].list.map { $0["campaign"].string } == ["small"])
    }
  }
}
