/// Why a text is not the JSON that is expected, and where.
package struct JSONFault: Error, Hashable {
  var offset: Int
  var message: String
}
