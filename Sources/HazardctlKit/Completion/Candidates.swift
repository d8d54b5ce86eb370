import ArgumentParser

/// What the API knows that a word on the command line may become. A shell that asks must not get errors: where the
/// API does not answer there is nothing to complete.
extension CompletionKind {
  /// Ids of campaigns.
  static let campaigns = CompletionKind.custom { words, _, _ in
    await Candidates(words).names(["v1", "campaigns"]) { (reply: ListReply<Candidates.Campaign>) in
      reply.items.map(\.id)
    }
  }

  /// Codes of regions: the topmost ones, and those below the region that is written already.
  static let regions = CompletionKind.custom { words, _, written in
    let candidates = Candidates(words)
    var found: [String] = []
    for parent in written.isEmpty ? [nil] : [nil, written] {
      found += await candidates.names(["v1", "regions"], [("parent", parent)]) {
        (reply: Candidates.Regions) in
        reply.children.map(\.code)
      }
    }
    return found
  }
}

private struct Candidates {
  struct Campaign: Decodable {
    var id: String
  }

  struct Regions: Decodable {
    struct Child: Decodable {
      var code: String
    }

    var children: [Child]
  }

  /// In seconds: a shell that waits longer seems to hang.
  private static let patience = 3.0

  /// Nil where the command line names no API that can be asked.
  private let client: APIClient?

  /// - Parameter words: of the command line so far.
  init(_ words: [String]) {
    func value(_ option: String) -> String? {
      guard let place = words.firstIndex(of: option), place + 1 < words.count else { return nil }
      return words[place + 1]
    }
    let patience = Surroundings.current.variables["HAZARDCTL_COMPLETION_SECONDS"].flatMap(Double.init)
    let access = try? Access(api: value("--api"), profile: value("--profile"))
    client = access.flatMap { access in
      APIOptions.url(access.api).map {
        APIClient(base: $0, token: access.token, patience: patience ?? Self.patience)
      }
    }
  }

  func names<Reply: Decodable>(
    _ path: [String], _ query: [(String, String?)] = [], _ pick: (Reply) -> [String]
  ) async -> [String] {
    guard let client, let data = try? await client.get(path, query),
      let reply = try? client.decode(Reply.self, from: data)
    else { return [] }
    return pick(reply).map(SafeText.line)
  }
}
