import Markup

/// The table of texts that the cells of a workbook share.
final class SharedStrings: MarkupHandler {
  static let maximumCount = 1_000_000

  private(set) var strings: [String] = []
  private var text: RichText?

  func open(_ tag: MarkupTag) throws(MarkupFault) {
    if tag.name == "si" { text = RichText() }
    text?.open(tag.name)
    if strings.count >= Self.maximumCount {
      throw MarkupFault(line: tag.line, "has more than \(Self.maximumCount) texts")
    }
  }

  func text(_ text: String) { self.text?.add(text) }

  func close(_ name: String) {
    text?.close(name)
    if name == "si", let text {
      strings.append(text.text)
      self.text = nil
    }
  }
}

/// A text that may be in several runs of formatting; how it is pronounced (`rPh`) is no part of it.
struct RichText {
  private(set) var text = ""
  private var isText = false
  private var isPronunciation = false

  mutating func open(_ name: String) {
    if name == "rPh" { isPronunciation = true }
    if name == "t" { isText = true }
  }

  mutating func add(_ piece: String) {
    if isText, !isPronunciation { text += piece }
  }

  mutating func close(_ name: String) {
    if name == "rPh" { isPronunciation = false }
    if name == "t" { isText = false }
  }
}
