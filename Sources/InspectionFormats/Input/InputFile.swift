import Foundation
package import Inspection

/// The bytes of one input, mapped into memory so that a file larger than it can be read.
///
/// A file that another process cuts short while it is mapped ends this process (SIGBUS): inputs must
/// not be changed while they are read.
package final class InputFile: @unchecked Sendable {
  // The bytes are never written after init and live until deinit.

  /// The file as the user named it.
  package let name: String
  /// The content, without a byte order mark.
  package let bytes: UnsafeRawBufferPointer
  private let storage: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// - Throws: `ValidationErrors` for a file that cannot be read.
  package init(path: String, name: String? = nil) throws {
    let name = name ?? path
    let (storage, isMapped) = try Self.load(path: path, name: name)
    self.name = name
    self.storage = storage
    self.isMapped = isMapped
    bytes = Self.withoutMark(storage)
  }

  /// An input that is already in memory.
  package init(name: String, content: some Collection<UInt8>) {
    self.name = name
    storage = Self.copy(Array(content))
    isMapped = false
    bytes = Self.withoutMark(storage)
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: storage.baseAddress), storage.count)
    } else {
      storage.deallocate()
    }
  }

  /// The place of the byte at `offset`.
  package func location(at offset: Int) -> ValidationIssue.Location {
    let before = bytes.prefix(max(0, offset))
    return .init(file: name, line: 1 + before.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 })
  }

  /// The location of a line, or of the file as a whole.
  package func location(line: Int? = nil) -> ValidationIssue.Location {
    .init(file: name, line: line)
  }

  /// Finds out whether the content is text in UTF-8, and says in `log` why not.
  package func checkText(_ log: inout IssueLog) -> Bool {
    guard bytes.contains(where: { $0 != 10 && $0 != 13 && $0 != 32 && $0 != 9 }) else {
      log.report(location(), "is empty")
      return false
    }
    let start = bytes.prefix(2)
    if start.elementsEqual([0xFF, 0xFE]) || start.elementsEqual([0xFE, 0xFF]) {
      log.report(location(line: 1), "is UTF-16; save it as UTF-8")
      return false
    }
    var limit = ReadingLimit()
    var begin = 0
    while begin < bytes.count {
      let end = endOfLines(from: begin)
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[begin..<end])))
      } catch {
        let place = begin + error.byteOffsets.lowerBound
        log.report(location(at: place), "is not UTF-8 (byte \(place) of the file); save the file as UTF-8")
        return false
      }
      limit.count(end - begin, of: CollectionOfOne(self))
      begin = end
    }
    return true
  }

  /// Where lines end that are as many bytes as are read at a time, or more if a line is that long.
  private func endOfLines(from begin: Int) -> Int {
    let least = begin + ReadingLimit.bytes
    guard least < bytes.count else { return bytes.count }
    let newline = bytes[least...].firstIndex(of: UInt8(ascii: "\n"))
    return newline.map { $0 + 1 } ?? bytes.count
  }

  /// Gives the memory of a mapped file back. What is asked for again is read from the disk again.
  func release() {
    if isMapped {
      madvise(UnsafeMutableRawPointer(mutating: storage.baseAddress), storage.count, MADV_DONTNEED)
    }
  }

  private static func load(path: String, name: String) throws -> (UnsafeRawBufferPointer, Bool) {
    func failure(_ message: String) -> ValidationErrors {
      ValidationErrors(ValidationIssue(.init(file: name), message))
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw failure(
        errno == ENOENT ? "does not exist" : "cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw failure("cannot be read: \(String(cString: strerror(errno)))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw failure("is a folder, not a file")
    case S_IFREG where status.st_size > 0:
      let size = Int(status.st_size)
      guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
        throw failure("cannot be mapped: \(String(cString: strerror(errno)))")
      }
      return (UnsafeRawBufferPointer(start: base, count: size), true)
    default:
      // A pipe, or a file of /proc that has no size: it can only be read from front to back.
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
      do {
        return (copy(Array(try handle.readToEnd() ?? Data())), false)
      } catch {
        throw failure("cannot be read: \(error)")
      }
    }
  }

  private static func copy(_ content: [UInt8]) -> UnsafeRawBufferPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 1)
    buffer.copyBytes(from: content)
    return UnsafeRawBufferPointer(buffer)
  }

  private static func withoutMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
  }
}
