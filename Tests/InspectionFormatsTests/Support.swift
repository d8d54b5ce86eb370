import Foundation
import Inspection
import InspectionFormats

/// A folder for one test's files, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("formats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ content: String) throws {
    try write(name, Array(content.utf8))
  }

  func write(_ name: String, _ content: [UInt8]) throws {
    try Data(content).write(to: URL(fileURLWithPath: path).appendingPathComponent(name))
  }

  func file(_ name: String) -> String { path + "/" + name }
}

/// The issues that `body` throws, with the folder's path left out of them.
func issues(in folder: TemporaryFolder? = nil, _ body: () throws -> Void) rethrows -> [String] {
  do {
    try body()
    return []
  } catch let errors as ValidationErrors {
    return errors.issues.map { issue in
      folder.map { issue.description.replacingOccurrences(of: $0.path + "/", with: "") } ?? issue.description
    }
  }
}

extension InputFile {
  convenience init(_ name: String, _ content: String) {
    self.init(name: name, content: Array(content.utf8))
  }
}
