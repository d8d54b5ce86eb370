import Foundation

/// What other programs ask the ledger through its API.
package struct LedgerClient: Sendable {
  /// Why there is no answer, in words.
  package struct Trouble: Error, Sendable, CustomStringConvertible {
    /// 1 when the API cannot be reached or failed, 2 when it refused what it was asked.
    package var exitCode: Int32
    package var description: String

    package init(exitCode: Int32, description: String) {
      self.exitCode = exitCode
      self.description = description
    }
  }

  /// What the ledger says of a campaign.
  package struct Campaign: Sendable, Hashable, Decodable {
    struct Tasks: Sendable, Hashable, Decodable {
      var total: UInt64
    }

    var tasks: Tasks
    package var phase: String
    package var cancelledAt: String?
    package var cancelledBy: String?
    package var cancelReason: String?
    package var taskCount: UInt64 { tasks.total }
  }

  /// Why a task is asked for.
  package enum Outcome: String, Sendable {
    /// It has no outcome.
    case missing
    /// It could not be checked.
    case dead
  }

  /// Seqs of a campaign, as ascending ranges.
  package struct Outstanding: Sendable, Hashable {
    package var ranges: [ClosedRange<UInt64>] = []
    /// The highest generation among the tasks that are dead.
    package var maxGeneration: UInt32 = 0
  }

  private struct Page: Decodable {
    struct Range: Decodable {
      var first: UInt64
      var last: UInt64
    }

    var items: [Range]
    var next: String?
    var maxGeneration: UInt32?
  }

  private static let pageSize = 1_000

  private let api: APIClient

  /// - Parameter address: such as `http://127.0.0.1:8480`; nil takes the variable HAZARDCTL_API, the
  ///   profile of `hazardctl login`, or that address; the token is HAZARDCTL_TOKEN, or the profile's.
  /// - Returns: nil for what is no address.
  package init?(address: String?) {
    guard let access = try? Access(api: address, profile: nil), let url = APIOptions.url(access.api) else {
      return nil
    }
    api = APIClient(base: url, token: access.token)
  }

  /// - Returns: nil for a campaign that the ledger does not know.
  /// - Throws: `Trouble`.
  package func campaign(_ id: String) async throws -> Campaign? {
    try await asking {
      try api.decode(Campaign.self, from: try await api.get(["v1", "campaigns", id]))
    }
  }

  /// The campaign's tasks with that outcome, page after page.
  ///
  /// - Returns: nil for a campaign that the ledger does not know.
  /// - Throws: `Trouble`.
  package func outstanding(_ outcome: Outcome, of id: String) async throws -> Outstanding? {
    try await asking {
      var found = Outstanding()
      var cursor: String?
      repeat {
        let data = try await api.get(
          ["v1", "campaigns", id, "outstanding"],
          [("outcome", outcome.rawValue), ("limit", "\(Self.pageSize)"), ("cursor", cursor)])
        let page = try api.decode(Page.self, from: data)
        for range in page.items {
          guard range.first <= range.last else {
            throw Failure.unavailable("the API answered a range that ends before it begins.")
          }
          found.ranges.append(range.first...range.last)
        }
        found.maxGeneration = max(found.maxGeneration, page.maxGeneration ?? 0)
        guard page.next == nil || page.next != cursor else {
          throw Failure.unavailable("the API answered the same page again.")
        }
        cursor = page.next
      } while cursor != nil
      return found
    }
  }

  /// The colour of every site that has one, by the site's id: the grade of its worst open hazard.
  ///
  /// - Throws: `Trouble`.
  package func siteColours() async throws -> [String: String] {
    let found: [String: String]? = try await asking {
      var colours: [String: String] = [:]
      var cursor: String?
      repeat {
        let data = try await api.get(["v1", "sites"], [("limit", "\(Self.pageSize)"), ("cursor", cursor)])
        let page = try api.decode(SitePageReply.self, from: data)
        for site in page.items { colours[site.id] = site.colour }
        guard page.next == nil || page.next != cursor else {
          throw Failure.unavailable("the API answered the same page again.")
        }
        cursor = page.next
      } while cursor != nil
      return colours
    }
    guard let found else {
      throw Trouble(exitCode: 1, description: "the API does not know /v1/sites: is it of an older version?")
    }
    return found
  }

  private func asking<Reply>(_ body: () async throws -> Reply) async throws -> Reply? {
    do {
      return try await body()
    } catch let failure as Failure where failure.status == 404 {
      return nil
    } catch let failure as Failure {
      throw Trouble(exitCode: failure.exitCode, description: failure.description)
    }
  }
}
