/// A policy of responsibility as it was published. What it says is for those to read who apply it.
package struct PublishedPolicy: Sendable, Hashable {
  package var id: String
  package var publishedAt: Timestamp
  /// Who published it.
  package var person: String
  /// JSON.
  package var document: [UInt8]

  package init(id: String, publishedAt: Timestamp, person: String, document: [UInt8]) {
    self.id = id
    self.publishedAt = publishedAt
    self.person = person
    self.document = document
  }
}
