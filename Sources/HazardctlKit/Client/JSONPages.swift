import Foundation

/// Joins the pages of a list into one answer of the same form, whatever the items hold.
struct JSONPages {
  private var items: [Any] = []
  /// Of the last page; what is not an item is the same on all of them.
  private var rest: [String: Any] = [:]

  mutating func add(_ data: Data) throws {
    guard let page = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let some = page["items"] as? [Any]
    else { throw Failure.unavailable("the API answered a page that is not a list.") }
    items += some
    rest = page
  }

  func joined() throws -> Data {
    let whole = rest.merging(["items": items, "next": NSNull()]) { _, new in new }
    return try JSONSerialization.data(
      withJSONObject: whole, options: [.sortedKeys, .withoutEscapingSlashes])
  }
}
