import Inspection

/// Some of the values that an observation can have, or of the types that a site can be of.
enum ValueSet: Equatable {
  case answers(Set<Bool>)
  /// Ascending, apart from each other.
  case numbers([NumberRange])
  /// Of `all`; nil where any name is possible.
  case names(Set<String>, of: Set<String>?)

  static let everyNumber = NumberRange(lower: nil, upper: nil)

  var isEmpty: Bool {
    switch self {
    case .answers(let answers): answers.isEmpty
    case .numbers(let ranges): ranges.isEmpty
    case .names(let names, _): names.isEmpty
    }
  }

  var isEverything: Bool {
    switch self {
    case .answers(let answers): answers.count == 2
    case .numbers(let ranges): ranges == [Self.everyNumber]
    case .names(let names, let all): names == all
    }
  }

  /// Nil where they are of different kinds.
  func intersection(_ other: ValueSet) -> ValueSet? {
    switch (self, other) {
    case (.answers(let a), .answers(let b)): return .answers(a.intersection(b))
    case (.numbers(let a), .numbers(let b)):
      return .numbers(a.flatMap { x in b.map { x.intersection($0) } }.filter { !$0.isEmpty })
    case (.names(let a, let all), .names(let b, _)): return .names(a.intersection(b), of: all)
    default: return nil
    }
  }

  func union(_ other: ValueSet) -> ValueSet? {
    switch (self, other) {
    case (.answers(let a), .answers(let b)): return .answers(a.union(b))
    case (.numbers(let a), .numbers(let b)): return .numbers(Self.merged(a + b))
    case (.names(let a, let all), .names(let b, _)): return .names(a.union(b), of: all)
    default: return nil
    }
  }

  /// Nil where it cannot be named.
  var complement: ValueSet? {
    switch self {
    case .answers(let answers): return .answers(Set([true, false]).subtracting(answers))
    case .names(let names, let all): return all.map { .names($0.subtracting(names), of: all) }
    case .numbers(let ranges):
      var rest: [NumberRange] = []
      var start: NumberRange.Bound?
      for range in ranges {
        if let lower = range.lower {
          rest.append(.init(lower: start, upper: .init(lower.value, inclusive: !lower.isInclusive)))
        }
        guard let upper = range.upper else { return .numbers(rest.filter { !$0.isEmpty }) }
        start = .init(upper.value, inclusive: !upper.isInclusive)
      }
      return .numbers((rest + [.init(lower: start, upper: nil)]).filter { !$0.isEmpty })
    }
  }

  private static func merged(_ ranges: [NumberRange]) -> [NumberRange] {
    let sorted = ranges.sorted { a, b in
      guard let x = a.lower else { return b.lower != nil }
      guard let y = b.lower else { return false }
      return x.value != y.value ? x.value < y.value : x.isInclusive && !y.isInclusive
    }
    var merged: [NumberRange] = []
    for range in sorted {
      if let last = merged.last, last.touches(range) {
        merged[merged.count - 1].upper = NumberRange.higher(last.upper, range.upper)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension NumberRange {
  func intersection(_ other: NumberRange) -> NumberRange {
    let lowers = [lower, other.lower].compactMap(\.self)
    let uppers = [upper, other.upper].compactMap(\.self)
    return NumberRange(
      lower: lowers.max { $0.value != $1.value ? $0.value < $1.value : $0.isInclusive && !$1.isInclusive },
      upper: uppers.min { $0.value != $1.value ? $0.value < $1.value : !$0.isInclusive && $1.isInclusive })
  }

  /// Whether nothing lies between its end and the beginning of a range that begins no earlier.
  fileprivate func touches(_ next: NumberRange) -> Bool {
    guard let upper, let lower = next.lower else { return true }
    return lower.value < upper.value
      || (lower.value == upper.value && (lower.isInclusive || upper.isInclusive))
  }

  fileprivate static func higher(_ a: Bound?, _ b: Bound?) -> Bound? {
    guard let a, let b else { return nil }
    if a.value == b.value { return a.isInclusive ? a : b }
    return a.value > b.value ? a : b
  }
}
