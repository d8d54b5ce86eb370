import Foundation
import HTTPTypes
import Hummingbird
import StatusServer

/// Bodies of few fields, all of which may be missing.
enum SmallBody {
  private static let maximumBytes = 1 << 16

  /// Reads the body, and sees that the address has no parameters.
  ///
  /// - Parameter example: of the body, for the error.
  /// - Throws: `Problem` 400 for what is no JSON object with such fields.
  static func read<Fields: Decodable>(
    _: Fields.Type, of request: Request, example: String
  ) async throws -> Fields {
    try QueryReader(request, known: []).finish()
    guard let body = try? await request.body.collect(upTo: maximumBytes),
      let fields = try? JSONDecoder().decode(Fields.self, from: Data(body.readableBytesView))
    else { throw Problem(.badRequest, "The body is no JSON object such as \(example).") }
    return fields
  }
}
