import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element's name and attributes as its tag gives them.
package struct MarkupTag {
  /// Without a prefix: the formats read here do not mix vocabularies that share names.
  package let name: String
  /// The line of the tag, from 1.
  package let line: Int
  private let attributes: [String: String]

  init(name: String, line: Int, attributes: [String: String]) {
    self.name = name
    self.line = line
    self.attributes = attributes
  }

  /// The attribute of this name, whatever its prefix; one without a prefix comes first.
  package subscript(name: String) -> String? {
    attributes[name] ?? attributes.first { $0.key.hasSuffix(":" + name) }?.value
  }
}

/// Receives the elements and texts of an XML document in their order.
package protocol MarkupHandler: AnyObject {
  /// - Throws: to end reading.
  func open(_ tag: MarkupTag) throws(MarkupFault)
  /// One text may come in several pieces.
  func text(_ text: String)
  func close(_ name: String)
}

/// Reads XML in UTF-8 piece by piece: no DTD, no entities but the five of XML, bounded in depth and length.
package enum MarkupReader {
  /// In bytes.
  package static let maximumLength = 64 << 20
  package static let maximumDepth = 200

  package static func read(
    _ bytes: UnsafeRawBufferPointer, into handler: some MarkupHandler
  ) throws(MarkupFault) {
    guard bytes.count <= maximumLength else {
      throw MarkupFault("is larger than \(maximumLength >> 20) MB")
    }
    // The parser trusts what it is told of the encoding.
    guard (try? UTF8Span(validating: Span(_unsafeBytes: bytes))) != nil else {
      throw MarkupFault("is not UTF-8")
    }
    let data = Data(bytes)
    if let fault = MarkupProlog.fault(in: data) { throw fault }
    let relay = Relay(handler)
    let parser = XMLParser(data: data)
    parser.shouldResolveExternalEntities = false
    parser.delegate = relay
    let isWhole = parser.parse()
    if let fault = relay.fault { throw fault }
    if !isWhole || relay.depth != 0 || !relay.hasRoot {
      throw MarkupFault(line: max(1, relay.lastLine), "is not well-formed XML")
    }
  }
}

/// Hands on what Foundation's parser finds.
private final class Relay<Handler: MarkupHandler>: NSObject, XMLParserDelegate {
  private let handler: Handler
  private(set) var fault: MarkupFault?
  private(set) var depth = 0
  private(set) var hasRoot = false
  private(set) var lastLine = 1

  init(_ handler: Handler) {
    self.handler = handler
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    guard fault == nil else { return }
    hasRoot = true
    depth += 1
    lastLine = parser.lineNumber
    do throws(MarkupFault) {
      guard depth <= MarkupReader.maximumDepth else {
        throw MarkupFault(line: lastLine, "has elements deeper than \(MarkupReader.maximumDepth)")
      }
      try handler.open(MarkupTag(name: Self.local(name), line: lastLine, attributes: attributes))
    } catch {
      fault = error
      parser.abortParsing()
    }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    guard fault == nil else { return }
    depth -= 1
    handler.close(Self.local(name))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if fault == nil { handler.text(string) }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if fault == nil { handler.text(String(decoding: block, as: UTF8.self)) }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    lastLine = max(lastLine, parser.lineNumber)
  }

  private static func local(_ name: String) -> String {
    name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }
}
