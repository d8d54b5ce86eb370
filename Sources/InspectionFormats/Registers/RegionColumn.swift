/// The columns of a table of regions.
package enum RegionColumn: Int, TableColumn {
  case code, name, parent, level

  package static let required: [RegionColumn] = [.code]
}
