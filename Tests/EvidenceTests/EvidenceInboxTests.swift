import Evidence
import Foundation
import Inspection
import TestSupport
import Testing

/// Files that are sent, and found again by their hash.
@Suite struct EvidenceInboxTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array("picture".utf8)

  @Test func whatIsKeptIsFoundByTheStore() async throws {
    try await withTemporaryFolder { folder in
      let inbox = try #require(EvidenceInbox(folder: folder.path))
      let reference = try inbox.take(Self.png)
      #expect(reference.kind == .photo)
      #expect(reference.sha256 == Digest.hex(of: Self.png))
      #expect(reference.mediaType == "image/png" && reference.size == Self.png.count)
      #expect(try inbox.take(Self.png) == reference)
      // As an inspector would name it, and a worker hold it against what is there.
      let named = try #require(try EvidenceReference(reference.description))
      #expect(try #require(EvidenceStore(folder: folder.path)).fault(of: named) == nil)
      let (bytes, type) = try #require(inbox.content(reference.sha256))
      #expect(bytes == Self.png && type == "image/png")
      let files = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: String(reference.sha256.prefix(2))).path)
      #expect(files == [reference.sha256])
      let document = try inbox.take(Array("%PDF-1.7".utf8))
      #expect(document.kind == .document)
    }
  }

  @Test func whatIsNoEvidenceIsRefused() async throws {
    try await withTemporaryFolder { folder in
      let inbox = try #require(EvidenceInbox(folder: folder.path))
      for content in [[], Array("<html>".utf8), [0x89, 0x50], Array("RIFF1234WAVE".utf8)] as [[UInt8]] {
        #expect(throws: EvidenceInbox.Refusal.self) { try inbox.take(content) }
      }
      let large = Self.png + [UInt8](repeating: 0, count: EvidenceInbox.largestFile)
      #expect(throws: EvidenceInbox.Refusal.self) { try inbox.take(large) }
      for hash in ["", "..", String(repeating: "0", count: 64), "../../etc/passwd"] {
        #expect(inbox.content(hash) == nil)
      }
      #expect(EvidenceInbox(folder: folder.path + "/none") == nil)
    }
  }
}
