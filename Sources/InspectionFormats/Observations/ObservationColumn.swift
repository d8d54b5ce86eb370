/// The columns of a table of observations.
package enum ObservationColumn: Int, TableColumn {
  case site, item, value, observedAt, inspector, acceptedAt, evidence, inspection

  package static let required: [ObservationColumn] = [.site, .item, .value]
}
