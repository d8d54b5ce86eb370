/// The tables of what the ledger takes in beside the results of campaigns.
enum IntakeSchema {
  static let tables = reports + accidents + teams

  /// The roles that a campaign's sites need, in their order, and who holds them where: claims are numbered from 0 for each
  /// campaign and site, and only ever released.
  private static let teams = """
    CREATE TABLE team_role (
      campaign_id INTEGER NOT NULL REFERENCES campaign, number INTEGER NOT NULL, role TEXT NOT NULL,
      at INTEGER NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (campaign_id, number)
    );
    CREATE TABLE team_claim (
      campaign_id INTEGER NOT NULL REFERENCES campaign, site_id INTEGER NOT NULL REFERENCES site,
      number INTEGER NOT NULL, role TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
      released_at INTEGER, released_by TEXT NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (campaign_id, site_id, number)
    );
    CREATE UNIQUE INDEX team_claim_held ON team_claim (campaign_id, site_id, role) WHERE released_at IS NULL;

    """

  /// What was said of accidents, numbered from 0 for each. Rows are never changed.
  private static let accidents = """
    CREATE TABLE accident_version (
      accident TEXT NOT NULL, number INTEGER NOT NULL, act TEXT NOT NULL, at INTEGER NOT NULL,
      person TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL, occurred_at INTEGER NOT NULL,
      region_id INTEGER NOT NULL REFERENCES region, kind TEXT NOT NULL, deaths INTEGER NOT NULL,
      injuries INTEGER NOT NULL, description TEXT NOT NULL, hazard_id INTEGER, command_key TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      PRIMARY KEY (accident, number)
    );
    CREATE UNIQUE INDEX accident_key ON accident_version (command_key) WHERE command_key <> '';
    CREATE INDEX accident_occurred ON accident_version (occurred_at);

    """

  /// Reports, by the campaign of one task that each became. `calls` is as in `rectification_event`; `distance` is in
  /// metres from the reported point, NULL where a site was named.
  private static let reports = """
    CREATE TABLE incoming_report (
      campaign TEXT PRIMARY KEY, at INTEGER NOT NULL, taken_at INTEGER NOT NULL,
      site_id INTEGER NOT NULL REFERENCES site, checklist_id INTEGER NOT NULL REFERENCES checklist,
      item_id INTEGER NOT NULL REFERENCES item, position INTEGER NOT NULL, distance REAL,
      description TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, contact TEXT NOT NULL,
      observation TEXT NOT NULL, evidence TEXT NOT NULL, calls TEXT NOT NULL, channel TEXT NOT NULL,
      instant INTEGER NOT NULL, report_key TEXT NOT NULL, fingerprint TEXT NOT NULL,
      state INTEGER NOT NULL, reason TEXT NOT NULL, decided_at INTEGER, hazard_id INTEGER
    );
    CREATE UNIQUE INDEX incoming_report_key ON incoming_report (report_key) WHERE report_key <> '';
    CREATE INDEX incoming_report_pending ON incoming_report (at) WHERE state = 0;
    CREATE INDEX incoming_report_at ON incoming_report (at);
    CREATE INDEX incoming_report_site ON incoming_report (site_id);
    CREATE INDEX site_latitude ON site (latitude) WHERE latitude IS NOT NULL;

    """

  static let dump = [
    """
    SELECT campaign, at, site.code, checklist.digest, position, distance, description, person, role, contact,
      observation, evidence, calls, channel, instant, report_key, fingerprint, state, reason, decided_at,
      hazard_id
    FROM incoming_report JOIN site ON site.id = site_id JOIN checklist ON checklist.id = checklist_id
    ORDER BY campaign
    """,
    """
    SELECT accident, number, act, at, person, role, reason, occurred_at, region.code, kind, deaths, injuries,
      description, hazard_id, command_key, fingerprint
    FROM accident_version JOIN region ON region.id = region_id ORDER BY accident, number
    """,
    """
    SELECT campaign.code, number, role, at, person, reason
    FROM team_role JOIN campaign ON campaign.id = campaign_id ORDER BY campaign.code, number
    """,
    """
    SELECT campaign.code, site.code, number, role, person, at, released_at, released_by, reason
    FROM team_claim JOIN campaign ON campaign.id = campaign_id JOIN site ON site.id = site_id
    ORDER BY campaign.code, site.code, number
    """,
  ]

  static let invariants = [
    SQLLedger.Invariant(
      statement: "a report that was confirmed has its hazard, and no other has",
      violations: """
        SELECT COUNT(*) FROM incoming_report WHERE (state = 1) <> (hazard_id IS NOT NULL)
          OR hazard_id IS NOT NULL AND hazard_id NOT IN (SELECT id FROM hazard)
        """),
    SQLLedger.Invariant(
      statement: "a report whose task was checked is decided",
      violations: """
        SELECT COUNT(*) FROM incoming_report JOIN campaign ON campaign.code = incoming_report.campaign
        JOIN result ON result.campaign_id = campaign.id WHERE state = 0
        """),
    SQLLedger.Invariant(
      statement: "nothing that was said of an accident is lost, and it was recorded first",
      violations: """
        SELECT COUNT(*) FROM (
          SELECT COUNT(*) AS count, MIN(number) AS first, MAX(number) AS last,
            SUM(CASE WHEN (number = 0) <> (act = 'record') THEN 1 ELSE 0 END) AS wrong
          FROM accident_version GROUP BY accident
        ) AS listed WHERE first <> 0 OR last <> count - 1 OR wrong > 0
        """),
  ]
}
