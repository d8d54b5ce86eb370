import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import NIOCore
import StatusServer

/// `fields=id,level` on any GET that answers with JSON: of each of a list's items, or of the one thing that was asked for,
/// only these members are answered.
struct SparseFieldsMiddleware: RouterMiddleware {
  typealias Context = FleetContext

  private static let parameter = "fields"

  func handle(
    _ request: Request, context: FleetContext, next: (Request, FleetContext) async throws -> Response
  ) async throws -> Response {
    guard request.method == .get, request.uri.path.hasPrefix("/v1/") else {
      return try await next(request, context)
    }
    let pairs = (request.uri.query ?? "").split(separator: "&", omittingEmptySubsequences: true)
    let (asked, others) = (pairs.filter(Self.isFields), pairs.filter { !Self.isFields($0) })
    guard let written = asked.first else { return try await next(request, context) }
    let names = try Self.names(written, isRepeated: asked.count > 1)
    let path = request.uri.path + (others.isEmpty ? "" : "?" + others.joined(separator: "&"))
    var head = request.head
    head.path = path
    let response = try await next(Request(head: head, body: request.body), context)
    guard response.status == .ok else { return response }
    guard response.isWholeJSON else { throw Self.refusal("this answer has no members to choose from") }
    return try await Self.choose(names, from: response)
  }

  private static func isFields(_ pair: Substring) -> Bool {
    pair == parameter || pair.hasPrefix("\(parameter)=")
  }

  private static func names(_ written: Substring, isRepeated: Bool) throws -> [String] {
    guard !isRepeated else { throw refusal("is given more than once") }
    let text = FormText.pairs(String(written)).first?.value ?? ""
    let names = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    guard !names.isEmpty else { throw refusal("is empty; leave it out to have all members") }
    return names
  }

  private static func choose(_ names: [String], from response: Response) async throws -> Response {
    let bytes = try await response.body.bytes()
    guard var whole = try? JSONSerialization.jsonObject(with: Data(bytes.readableBytesView)) as? [String: Any]
    else { throw refusal("this answer has no members to choose from") }
    if let items = whole["items"] as? [[String: Any]] {
      try check(names, among: items)
      whole["items"] = items.map { item in item.filter { names.contains($0.key) } }
    } else {
      try check(names, among: [whole])
      whole = whole.filter { names.contains($0.key) }
    }
    let chosen = try JSONSerialization.data(
      withJSONObject: whole, options: [.sortedKeys, .withoutEscapingSlashes])
    var response = response
    response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: chosen))
    return response
  }

  /// An empty list takes any names.
  private static func check(_ names: [String], among items: [[String: Any]]) throws {
    let known = Set(items.flatMap(\.keys))
    guard !known.isEmpty else { return }
    let unknown = names.filter { !known.contains($0) }
    guard let first = unknown.first else { return }
    throw refusal(
      "\"\(first)\" is no member\(NearestName.hint(for: first, among: known.sorted())); "
        + "there are \(known.sorted().joined(separator: ", "))")
  }

  private static func refusal(_ detail: String) -> Problem {
    Problem(
      .badRequest, "Query parameter \(parameter): \(detail).", errors: [.init(parameter, detail)])
  }
}
