/// Competition ranking: equal ones share a rank, and the next one counts all before it (1, 2, 2, 4).
package enum Ranking {
  /// - Parameters:
  ///   - places: the best first, as `isLevel` agrees with.
  ///   - counts: whether it takes part; what does not has no rank and moves nobody.
  package static func ranks<Place>(
    _ places: [Place], counts: (Place) -> Bool, isLevel: (Place, Place) -> Bool
  ) -> [Int?] {
    var ranks: [Int?] = []
    var (taken, last): (Int, (place: Place, rank: Int)?) = (0, nil)
    for place in places {
      guard counts(place) else {
        ranks.append(nil)
        continue
      }
      taken += 1
      if let last, isLevel(last.place, place) {
        ranks.append(last.rank)
      } else {
        ranks.append(taken)
        last = (place, taken)
      }
    }
    return ranks
  }
}
