package import Inspection
package import Wire

/// A campaign's regions and sites, cut into records that fit a message.
package struct RegisterChunks {
  /// Regions or sites in one record; at some hundred bytes each it stays far below a megabyte.
  private static let size = 1_000

  private let regions: [Region]
  private let sites: [Site]
  /// SHA-256 over all chunks, hex.
  package let digest: String

  package init(regions: RegionTree, sites: [Site]) throws {
    self.regions = regions.regions
    self.sites = sites
    var digest = Digest()
    for chunk in Self.chunks(self.regions, sites, digest: "") {
      digest.update(lengthPrefixed: try chunk.record.encoded())
    }
    self.digest = digest.hex()
  }

  /// The records with their keys, regions first.
  package var records: some Sequence<(key: String, record: RegisterRecord)> {
    Self.chunks(regions, sites, digest: digest)
  }

  private static func chunks(
    _ regions: [Region], _ sites: [Site], digest: String
  ) -> some Sequence<(key: String, record: RegisterRecord)> {
    let ofRegions = stride(from: 0, to: regions.count, by: size).lazy.map { start in
      let part = Array(regions[start..<min(regions.count, start + size)])
      return (
        key: "regions/\(digest)/\(start / size)", record: RegisterRecord(digest: digest, regions: part)
      )
    }
    let ofSites = stride(from: 0, to: sites.count, by: size).lazy.map { start in
      let part = Array(sites[start..<min(sites.count, start + size)])
      return (key: "sites/\(digest)/\(start / size)", record: RegisterRecord(digest: digest, sites: part))
    }
    return [AnySequence(ofRegions), AnySequence(ofSites)].joined()
  }
}
