/// Finds sites by the bytes of their ids.
struct SiteLookup {
  /// By position in the register: the position among the selected sites, or -1.
  private let ordinals: [Int32]
  private let indexByID: [String: Int]
  private var lastBytes: [UInt8] = []
  private var lastAnswer = Answer.unknown

  enum Answer: Equatable {
    case unknown
    case notSelected
    case site(Int)
  }

  init(_ register: SiteRegister, selected: [Int]) {
    var ordinals = [Int32](repeating: -1, count: register.sites.count)
    for (ordinal, index) in selected.enumerated() { ordinals[index] = Int32(clamping: ordinal) }
    self.ordinals = ordinals
    indexByID = register.indexByID
  }

  var names: some Collection<String> { indexByID.keys }

  /// Rows of one site mostly follow each other, so the last answer is tried first.
  mutating func find(_ id: UnsafeRawBufferPointer) -> Answer {
    let isSame = lastBytes.withUnsafeBytes { $0.count > 0 && id.equals($0) }
    if isSame { return lastAnswer }
    lastBytes.removeAll(keepingCapacity: true)
    lastBytes.append(contentsOf: id)
    guard let index = indexByID[String(decoding: id, as: UTF8.self)] else {
      lastAnswer = .unknown
      return .unknown
    }
    lastAnswer = ordinals[index] < 0 ? .notSelected : .site(Int(ordinals[index]))
    return lastAnswer
  }
}
