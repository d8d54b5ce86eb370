import Foundation
package import Inspection

/// The folder that photos and documents are kept in, to hold references against what is there.
///
/// A file is looked for under its reference's path, and then under its hash: `ab/ab12...`, by the hash's
/// first two digits. What leads out of the folder is not there.
package struct EvidenceStore: Sendable {
  /// Larger files are not read.
  package static let largestFile = 1 << 30
  private static let chunk = 1 << 20

  /// Without links in it.
  private let root: String

  /// - Returns: nil for what is no folder.
  package init?(folder: String) {
    guard let root = Self.resolved(folder) else { return nil }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
      return nil
    }
    self.root = root
  }

  /// Reads the file, which blocks.
  ///
  /// - Returns: what is wrong with what the reference refers to, in words; nil where it is there, unaltered.
  package func fault(of reference: EvidenceReference) -> String? {
    guard let path = place(of: reference) else { return "is not in the evidence folder" }
    guard let file = FileHandle(forReadingAtPath: path) else { return "cannot be read" }
    defer { try? file.close() }
    do {
      return try fault(of: reference, file)
    } catch {
      return "cannot be read"
    }
  }

  private func fault(of reference: EvidenceReference, _ file: FileHandle) throws -> String? {
    let size = try file.seekToEnd()
    if let stated = reference.size, size != UInt64(stated) {
      return "has \(size) bytes, but \(stated) are stated"
    }
    guard size <= Self.largestFile else { return "is larger than \(Self.largestFile >> 20) MB" }
    try file.seek(toOffset: 0)
    var digest = Digest()
    while let data = try file.read(upToCount: Self.chunk), !data.isEmpty { digest.update([UInt8](data)) }
    return digest.hex() == reference.sha256 ? nil : "was altered: its content has another SHA-256"
  }

  private func place(of reference: EvidenceReference) -> String? {
    let byHash = "\(reference.sha256.prefix(2))/\(reference.sha256)"
    return [reference.path, byHash].compactMap(\.self).lazy.compactMap(file).first
  }

  /// - Returns: nil for what is no regular file, or lies elsewhere by way of links.
  private func file(_ path: String) -> String? {
    guard let resolved = Self.resolved("\(root)/\(path)"), resolved.hasPrefix(root == "/" ? "/" : root + "/")
    else { return nil }
    var status = stat()
    guard stat(resolved, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return resolved
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
