import GRDB

/// What is executed for every result and every finding.
struct IngestStatements {
  let insertResult: HotStatement
  let insertEvent: HotStatement
  let insertHazard: HotStatement
  let insertSite: HotStatement

  init(_ db: Database) throws {
    insertResult = try HotStatement(
      db, "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    insertEvent = try HotStatement(db, "INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertHazard = try HotStatement(
      db, "INSERT INTO hazard VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    insertSite = try HotStatement(
      db,
      """
      INSERT INTO site (code, name, region_id, type, latitude, longitude, owner, address)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """)
  }
}
