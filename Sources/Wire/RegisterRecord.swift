package import Inspection

/// A part of a campaign's regions and sites (`proto/hazardfleet/v1/register.proto`).
package struct RegisterRecord: Sendable, Hashable {
  /// Of the whole register that this is a part of, as hex.
  package var digest: String
  /// Parents first.
  package var regions: [Region]
  package var sites: [Site]

  package init(digest: String, regions: [Region] = [], sites: [Site] = []) {
    self.digest = digest
    self.regions = regions
    self.sites = sites
  }

  package func encoded() throws(WireError) -> [UInt8] {
    var message = WireRegisterRecord()
    message.version = WireVersion.current
    message.digest = digest
    message.regions = regions.map(WireRegion.init)
    message.sites = sites.map(WireSite.init)
    return try message.wireBytes()
  }

  package init(decoding bytes: UnsafeRawBufferPointer) throws(WireError) {
    let message = try WireRegisterRecord(wire: bytes)
    try WireVersion.require(message.version)
    for region in message.regions {
      for name in [region.code, region.parent] { try WireText.require(name) }
    }
    for site in message.sites {
      for name in [site.id, site.region] { try WireText.require(name) }
    }
    self.init(
      digest: message.digest, regions: message.regions.map { $0.domain() },
      sites: message.sites.map { $0.domain() })
  }
}

extension WireRegion {
  fileprivate init(_ region: Region) {
    self.init()
    code = region.code
    name = region.name
    parent = region.parent ?? ""
    level = region.level
  }

  fileprivate func domain() -> Region {
    Region(code: code, name: name, parent: parent.isEmpty ? nil : parent, level: level)
  }
}

extension WireSite {
  fileprivate init(_ site: Site) {
    self.init()
    id = site.id
    name = site.name
    region = site.region
    type = site.type
    owner = site.owner
    address = site.address
    if let position = site.position {
      latitude = position.latitude
      longitude = position.longitude
    }
  }

  fileprivate func domain() -> Site {
    let hasPosition = hasLatitude && hasLongitude
    return Site(
      id: id, name: name, region: region, type: type,
      position: hasPosition ? Site.Position(latitude: latitude, longitude: longitude) : nil, owner: owner,
      address: address)
  }
}
