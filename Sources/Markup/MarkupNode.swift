/// An element of a document that was read whole.
package final class MarkupNode {
  package let tag: MarkupTag
  private(set) var contents: [Content] = []

  /// What an element holds, in order.
  enum Content {
    case text(String)
    case node(MarkupNode)
  }

  init(_ tag: MarkupTag) {
    self.tag = tag
  }

  package var name: String { tag.name }
  package var line: Int { tag.line }

  package subscript(attribute: String) -> String? { tag[attribute] }

  package var children: [MarkupNode] {
    contents.compactMap { if case .node(let node) = $0 { node } else { nil } }
  }

  package func children(_ name: String) -> [MarkupNode] { children.filter { $0.name == name } }

  /// All text below, runs of blanks and line ends made one blank.
  package var text: String { text(substituting: { _ in nil }) }

  /// The same with another text in the place of some elements.
  ///
  /// - Parameter substitute: nil for an element whose own text stands.
  package func text(substituting substitute: (MarkupNode) -> String?) -> String {
    var words = ""
    append(to: &words, substitute)
    return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func append(to text: inout String, _ substitute: (MarkupNode) -> String?) {
    for content in contents {
      switch content {
      case .text(let piece): text += piece
      case .node(let node):
        if let other = substitute(node) { text += other } else { node.append(to: &text, substitute) }
      }
    }
  }

  func add(_ content: Content) { contents.append(content) }
}

/// Keeps the first element of a name, with all that it holds, and leaves out the rest of the document.
package final class MarkupTree: MarkupHandler {
  package static let maximumNodes = 500_000

  package private(set) var root: MarkupNode?
  private let rootName: String
  private var open: [MarkupNode] = []
  private var count = 0

  package init(root name: String) {
    rootName = name
  }

  /// - Returns: nil when no element has the name.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, root name: String
  ) throws(MarkupFault) -> MarkupNode? {
    let tree = MarkupTree(root: name)
    try MarkupReader.read(bytes, into: tree)
    return tree.root
  }

  package func open(_ tag: MarkupTag) throws(MarkupFault) {
    guard !open.isEmpty || (root == nil && tag.name == rootName) else { return }
    count += 1
    guard count <= Self.maximumNodes else {
      throw MarkupFault(line: tag.line, "has more than \(Self.maximumNodes) elements")
    }
    let node = MarkupNode(tag)
    if let parent = open.last { parent.add(.node(node)) } else { root = node }
    open.append(node)
  }

  package func text(_ text: String) { open.last?.add(.text(text)) }

  package func close(_ name: String) { _ = open.popLast() }
}
