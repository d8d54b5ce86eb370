import Foundation

/// Joins the pages of a list into one answer of the same form, whatever the items hold.
struct JSONPages {
  private var items: [Any] = []
  private var total: Any = 0

  mutating func add(_ data: Data) throws {
    guard let page = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let some = page["items"] as? [Any]
    else { throw Failure.unavailable("the API answered a page that is not a list.") }
    items += some
    total = page["total"] ?? items.count
  }

  func joined() throws -> Data {
    try JSONSerialization.data(
      withJSONObject: ["items": items, "next": NSNull(), "total": total],
      options: [.sortedKeys, .withoutEscapingSlashes])
  }
}
