/// Counts what is read of mapped files, and gives their memory back whenever that has become much: a file of gigabytes
/// takes no more memory than a small one.
struct ReadingLimit {
  static let bytes = 64 << 20

  private var read = 0

  /// - Parameters:
  ///   - count: bytes that were read.
  ///   - files: those that were read since memory was given back last.
  mutating func count(_ count: Int, of files: some Sequence<InputFile>) {
    read += count
    guard read >= Self.bytes else { return }
    for file in files { file.release() }
    read = 0
  }
}
