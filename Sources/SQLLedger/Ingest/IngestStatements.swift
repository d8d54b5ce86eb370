/// What is executed for every result and every finding.
struct IngestStatements {
  let insertResult: HotStatement
  let insertEvent: HotStatement
  let insertHazard: HotStatement
  let insertSite: HotStatement
  /// Takes the same arguments, and changes nothing where nothing is different.
  let updateSite: HotStatement

  init(_ db: Database) throws {
    insertResult = try HotStatement(
      db,
      """
      INSERT INTO result (campaign_id, seq, generation, outcome, site_id, observed_at, checks, worker, inspector_id,
        decided, failed, applicable, scope, region_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """)
    insertEvent = try HotStatement(
      db,
      """
      INSERT INTO event (hazard_id, kind, at, found_day, campaign_id, seq, level, grade, person, reason, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertHazard = try HotStatement(
      db,
      """
      INSERT INTO hazard (id, site_id, item_id, region_id, state, level, grade, reason, first_found_at, opened_at,
        last_found_at, closed_at, sightings, recurrences) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """)
    insertSite = try HotStatement(
      db,
      """
      INSERT INTO site (code, name, region_id, type, latitude, longitude, owner, address)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """)
    updateSite = try HotStatement(
      db,
      """
      UPDATE site SET name = ?2, region_id = ?3, type = ?4, latitude = ?5, longitude = ?6, owner = ?7, address = ?8
      WHERE code = ?1 AND (name, region_id, type, latitude, longitude, owner, address)
        IS DISTINCT FROM (?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
  }
}
