import Foundation
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Answers that are packed, unpacked by another program.
@Suite struct CompressionTests {
  /// What another program makes of an answer: its headers, and its body once unpacked.
  private func curl(
    _ url: String, _ encoding: String?, in folder: URL
  ) async throws -> (headers: String, body: String) {
    let curl = try Curl(
      url, headers: encoding.map { ["Accept-Encoding": $0] } ?? [:],
      options: encoding == nil ? [] : ["--compressed"], in: folder)
    try await curl.wait { _ in false }
    let text = try curl.text
    let parts = try #require(text.range(of: "\r\n\r\n"))
    return (text[..<parts.lowerBound].lowercased(), String(text[parts.upperBound...]))
  }

  @Test func whoeverTakesGzipGetsTheSameForLess() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      try await LoopbackAPI.run(ledger, reports: ledger, feed: ledger) { api in
        for path in ["/openapi.json", "/v1/exports/hazards", "/v1/hazards", "/v1/bulletin"] {
          let plain = try await curl(api.base + path, nil, in: folder)
          let packed = try await curl(api.base + path, "gzip", in: folder)
          #expect(packed.headers.contains("content-encoding: gzip"), "\(path)")
          #expect(!plain.headers.contains("content-encoding"), "\(path)")
          #expect(plain.headers.contains("vary: accept-encoding"), "\(path)")
          if path != "/v1/bulletin" { #expect(packed.body == plain.body, "\(path)") }
          let other = try await curl(api.base + path, "gzip;q=0, br", in: folder)
          #expect(!other.headers.contains("content-encoding"), "\(path)")
        }
        let short = try await curl(api.base + "/healthz", "gzip", in: folder)
        #expect(!short.headers.contains("content-encoding"))
      }
    }
  }
}
