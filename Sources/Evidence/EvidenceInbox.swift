import Foundation
package import Inspection

/// Takes photos and documents into the folder that evidence is kept in, each under the hash of its content, where
/// `EvidenceStore` looks for it.
package struct EvidenceInbox: Sendable {
  /// In bytes.
  package static let largestFile = 20 << 20

  /// Why a file was not taken, in words.
  package struct Refusal: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  private let folder: String

  /// - Returns: nil for what is no folder that can be written to.
  package init?(folder: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      FileManager.default.isWritableFile(atPath: folder)
    else { return nil }
    self.folder = folder
  }

  /// Keeps the file, which blocks. A file that is there already is left as it is: it has the same content.
  ///
  /// - Returns: what to name as evidence.
  /// - Throws: `Refusal` for what is no picture or document, or too large; Foundation's errors where it cannot be written.
  package func take(_ content: [UInt8]) throws -> EvidenceReference {
    guard content.count <= Self.largestFile else {
      throw Refusal(description: "it has more than \(Self.largestFile >> 20) MB")
    }
    guard let form = EvidenceForm(content) else {
      throw Refusal(
        description: "it is none of \(EvidenceForm.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let hash = Digest.hex(of: content)
    let directory = URL(filePath: folder).appending(path: String(hash.prefix(2)))
    let place = directory.appending(path: hash)
    if !FileManager.default.fileExists(atPath: place.path) {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      // Beside its place first: whoever looks finds all of it or nothing.
      let draft = directory.appending(path: ".\(hash)-\(UUID().uuidString)")
      try Data(content).write(to: draft)
      do {
        guard rename(draft.path, place.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
      } catch {
        try? FileManager.default.removeItem(at: draft)
        throw error
      }
    }
    return EvidenceReference(kind: form.kind, sha256: hash, size: content.count, mediaType: form.rawValue)
  }

  /// - Returns: nil where no such file is kept.
  package func content(_ hash: String) -> (bytes: [UInt8], mediaType: String)? {
    guard hash.utf8.count == 64, hash.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
      let data = FileManager.default.contents(atPath: "\(folder)/\(hash.prefix(2))/\(hash)"),
      data.count <= Self.largestFile, let form = EvidenceForm([UInt8](data.prefix(16)))
    else { return nil }
    return ([UInt8](data), form.rawValue)
  }
}

/// What files are taken, told by their first bytes: what a sender calls them proves nothing.
enum EvidenceForm: String, CaseIterable {
  case jpeg = "image/jpeg"
  case png = "image/png"
  case webp = "image/webp"
  case heic = "image/heic"
  case pdf = "application/pdf"

  init?(_ content: [UInt8]) {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      content.dropFirst(offset).starts(with: text.utf8)
    }
    if content.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if has("RIFF"), has("WEBP", at: 8) {
      self = .webp
    } else if has("ftyp", at: 4), ["heic", "heix", "mif1"].contains(where: { has($0, at: 8) }) {
      self = .heic
    } else if has("%PDF-") {
      self = .pdf
    } else {
      return nil
    }
  }

  var kind: Checklist.EvidenceKind { self == .pdf ? .document : .photo }
}
