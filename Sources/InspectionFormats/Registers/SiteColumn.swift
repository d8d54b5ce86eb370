/// The columns of a site register.
package enum SiteColumn: Int, TableColumn {
  case site, name, region, type, latitude, longitude, owner, address

  package static let required: [SiteColumn] = [.site, .region]
}
