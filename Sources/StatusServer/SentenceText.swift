extension StringProtocol {
  /// The same with a full stop at its end, unless a question or a sentence ends there already.
  package var asSentence: String {
    last.map { ".?!".contains($0) } ?? true ? String(self) : self + "."
  }
}
