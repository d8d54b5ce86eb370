/// A class of work that does not wait behind the others.
package enum Lane: UInt8, Sendable, Hashable, CaseIterable, Codable {
  /// Red-line items and re-inspections of major hazards.
  case urgent = 0
  case bulk = 1
  case long = 2

  package var name: String { String(describing: self) }
}
