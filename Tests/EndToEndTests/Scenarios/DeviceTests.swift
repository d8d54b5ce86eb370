import Foundation
import Testing

extension EndToEndTests {
  /// Row C6: devices are sites, and the workers ask them.
  @Test("C6: devices are asked whether they are there, fresh and in range")
  func devicesAreAsked() async throws {
    try await Fleet.run { fleet in
      let register = fleet.file("sites.csv").path
      let devices = try await fleet.startPython(
        Places.devices.appending(path: "fake_devices.py"), ["--sites", register])
      _ = try await eventually("the devices listen") { () -> Bool? in
        devices.standardOutput.contains("listening") ? true : nil
      }
      for name in ["campaign.yaml", "checklist.yaml", "regions.csv"] {
        try FileManager.default.copyItem(at: Places.devices.appending(path: name), to: fleet.file(name))
      }
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(
        Campaign(id: "device-watch-1", file: fleet.file("campaign.yaml").path))
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      let answer = try await fleet.waitUntilComplete("device-watch-1", api)
      #expect(answer["tasks"]["checked"] == answer["tasks"]["total"])
      let hazards = try await api.hazards()
      #expect(Set(hazards.map { $0["site"]["id"].string }) == ["cam-2", "gas-2", "door-2"])
      let gas = try #require(hazards.first { $0["site"]["id"] == .string("gas-2") })
      #expect(gas["level"] == .string("major"))
      #expect(gas["reason"].string?.contains("/lel_percent is 61, not < 25, item GAS-1") == true)
      #expect(try await fleet.verify() == "verified")
    }
  }
}
