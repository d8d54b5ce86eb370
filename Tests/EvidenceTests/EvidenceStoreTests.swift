import Evidence
import Foundation
import Inspection
import TestSupport
import Testing

@Suite("Evidence is held against what is there") struct EvidenceStoreTests {
  private static let content = Array("a photo".utf8)
  private static let hash = Digest.hex(of: content)

  private func withStore(_ body: (URL, EvidenceStore) throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("2026"), withIntermediateDirectories: true)
      try Data(Self.content).write(to: folder.appendingPathComponent("2026/ext 1;x.jpg"))
      try body(folder, try #require(EvidenceStore(folder: folder.path)))
    }
  }

  @Test func whatIsThereIsFine() async throws {
    try await withStore { folder, store in
      let reference = EvidenceReference(
        kind: .photo, sha256: Self.hash, size: Self.content.count, path: "2026/ext 1;x.jpg")
      #expect(store.fault(of: reference) == nil)
      // Without a path it lies under its hash, also when the path leads nowhere.
      let byHash = EvidenceReference(kind: .photo, sha256: Self.hash)
      #expect(store.fault(of: byHash) == "is not in the evidence folder")
      let place = folder.appendingPathComponent(String(Self.hash.prefix(2)))
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(Self.content).write(to: place.appendingPathComponent(Self.hash))
      #expect(store.fault(of: byHash) == nil)
      #expect(store.fault(of: EvidenceReference(kind: .photo, sha256: Self.hash, path: "gone")) == nil)
    }
  }

  @Test func whatWasAlteredIsSaidSo() async throws {
    try await withStore { folder, store in
      var reference = EvidenceReference(
        kind: .photo, sha256: Self.hash, size: Self.content.count, path: "2026/ext 1;x.jpg")
      try Data("b photo".utf8).write(to: folder.appendingPathComponent("2026/ext 1;x.jpg"))
      #expect(store.fault(of: reference)?.hasPrefix("was altered") == true)
      reference.size = 8
      #expect(store.fault(of: reference) == "has 7 bytes, but 8 are stated")
    }
  }

  @Test func whatLiesElsewhereIsNotThere() async throws {
    try await withTemporaryFolder { outside in
      try Data(Self.content).write(to: outside.appendingPathComponent("x"))
      try await withStore { folder, store in
        try FileManager.default.createSymbolicLink(
          at: folder.appendingPathComponent("link"), withDestinationURL: outside.appendingPathComponent("x"))
        for path in ["link", "2026", "../x", "2026/../../x"] {
          let reference = EvidenceReference(kind: .photo, sha256: Self.hash, path: path)
          #expect(store.fault(of: reference) == "is not in the evidence folder", "\(path)")
        }
      }
    }
    #expect(EvidenceStore(folder: "/nowhere/at/all") == nil)
  }
}

@Suite("References to evidence") struct EvidenceReferenceTests {
  private static let hash = String(repeating: "0f", count: 32)

  @Test(arguments: [
    "", ";size=0", ";size=12;type=image/jpeg", ";path=a/b;size=3 c.jpg", ";type=a/b;path=照片.jpg",
  ])
  func theyAreWrittenAsTheyAreRead(_ rest: String) throws {
    for kind in ["photo", "document"] {
      let text = "\(kind):sha256:\(Self.hash)\(rest)"
      #expect(try EvidenceReference(text)?.description == text)
    }
  }

  @Test(arguments: [
    "photo:sha256:", "photo:sha256:12", "photo:sha256:\(String(repeating: "0g", count: 32))",
    "photo:sha256:\(hash)0",
    "photo:sha256:\(hash);size=-1", "photo:sha256:\(hash);size=x", "photo:sha256:\(hash);type=jpeg",
    "photo:sha256:\(hash);path=", "photo:sha256:\(hash);path=/etc/passwd",
    "photo:sha256:\(hash);path=a/../../b",
    "photo:sha256:\(hash);path=a//b", "photo:sha256:\(hash);colour=red", "photo:sha256:\(hash);",
  ])
  func whatIsNoneIsRefused(_ text: String) {
    #expect(throws: EvidenceReference.Failure.self) { try EvidenceReference(text) }
  }

  @Test func otherTextsAreLeftAlone() throws {
    #expect(try EvidenceReference("IMG_1.jpg") == nil)
    #expect(try EvidenceReference("photo:2") == nil)
    #expect(try EvidenceReference("photo:md5:0f") == nil)
  }

  @Test(arguments: ["photo", "document", "required", "photo x2", "required x100"])
  func rulesAreWrittenAsTheyAreRead(_ text: String) {
    #expect(EvidenceRule(rawValue: text)?.rawValue == text)
  }

  @Test func aRuleOfAllKindsIsShort() {
    #expect(EvidenceRule(rawValue: "photo|document")?.rawValue == "required")
  }

  @Test(arguments: [
    "", "video", "photo|", "photo|photo", "photo x0", "photo x101", "photo 2", "x2", "photo x2 x3",
  ])
  func whatIsNoRuleIsRefused(_ text: String) {
    #expect(EvidenceRule(rawValue: text) == nil)
  }
}
