import Inspection

/// The tables of what inspectors submit, and of what results of a higher generation decided.
enum SubmissionSchema {
  static let tables = supplements + submissions

  /// A supplement stands beside the result of its task and says of its items what that left open (`CheckOutcome.isOpen`): `decided`,
  /// `failed`, `applicable` and `scope` are as a result's (`ResultDetail`), but `applicable` is what it adds to the
  /// result's, 0 or less. They are numbered from 0 for each task. `observed_at` is when they begin to count, which is not
  /// before the result does; `found_at` when they were seen. `result.region_id` is where the checks were counted; NULL
  /// in what older programs took in. `campaign.qualifications` is JSON (`Qualifications`), empty for none.
  private static let supplements = """
    ALTER TABLE result ADD COLUMN region_id INTEGER REFERENCES region;
    ALTER TABLE campaign ADD COLUMN qualifications TEXT NOT NULL DEFAULT '';
    CREATE TABLE supplement (
      campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL, number INTEGER NOT NULL,
      generation INTEGER NOT NULL, site_id INTEGER NOT NULL REFERENCES site, observed_at INTEGER NOT NULL,
      found_at INTEGER NOT NULL, worker TEXT NOT NULL, inspector_id INTEGER NOT NULL REFERENCES inspector,
      decided INTEGER NOT NULL, failed INTEGER NOT NULL, applicable INTEGER NOT NULL, scope BLOB NOT NULL,
      PRIMARY KEY (campaign_id, seq, number)
    ) WITHOUT ROWID;
    CREATE INDEX supplement_site ON supplement (site_id, observed_at);

    """

  /// Submissions, by their place in the log. Each task of one has a generation of its own; its outcome is NULL until it
  /// has come. An answer without a value goes along, since its item depends on others. What is known of other items
  /// stands with the submission, so that its tasks are the same whenever they are sent.
  private static let submissions = """
    CREATE TABLE submission (
      number INTEGER PRIMARY KEY, campaign_id INTEGER NOT NULL REFERENCES campaign,
      site_id INTEGER NOT NULL REFERENCES site, at INTEGER NOT NULL, day INTEGER NOT NULL,
      taken_at INTEGER NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, submission_key TEXT NOT NULL,
      fingerprint TEXT NOT NULL
    );
    CREATE UNIQUE INDEX submission_key ON submission (submission_key) WHERE submission_key <> '';
    CREATE INDEX submission_site ON submission (site_id, campaign_id);
    CREATE TABLE submission_task (
      campaign_id INTEGER NOT NULL REFERENCES campaign, seq INTEGER NOT NULL, generation INTEGER NOT NULL,
      submission INTEGER NOT NULL, region TEXT NOT NULL, site_type TEXT NOT NULL, outcome INTEGER,
      PRIMARY KEY (campaign_id, seq, generation)
    ) WITHOUT ROWID;
    CREATE INDEX submission_task_pending ON submission_task (submission) WHERE outcome IS NULL;
    CREATE TABLE submission_answer (
      submission INTEGER NOT NULL, position INTEGER NOT NULL, item_id INTEGER NOT NULL REFERENCES item,
      seq INTEGER NOT NULL, value TEXT NOT NULL, evidence TEXT NOT NULL, note TEXT NOT NULL, outcome INTEGER,
      reason TEXT NOT NULL, counts INTEGER NOT NULL,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID;
    CREATE TABLE submission_known (
      submission INTEGER NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID;

    """

  static let dump = [
    "SELECT code, qualifications FROM campaign WHERE qualifications <> '' ORDER BY code",
    """
    SELECT campaign.code, seq, supplement.number, site.code, observed_at, found_at, inspector.name, decided, failed,
      applicable
    FROM supplement JOIN campaign ON campaign.id = campaign_id JOIN site ON site.id = site_id
    JOIN inspector ON inspector.id = inspector_id ORDER BY campaign.code, seq, supplement.number
    """,
    """
    SELECT number, campaign.code, site.code, at, day, person, role, submission_key, fingerprint
    FROM submission JOIN campaign ON campaign.id = campaign_id JOIN site ON site.id = site_id ORDER BY number
    """,
    """
    SELECT submission, position, item.code, seq, value, evidence, note, outcome, reason, counts
    FROM submission_answer JOIN item ON item.id = item_id ORDER BY submission, position
    """,
    "SELECT submission, position, value FROM submission_known ORDER BY submission, position",
    """
    SELECT campaign.code, seq, generation, submission, region, site_type, outcome
    FROM submission_task JOIN campaign ON campaign.id = campaign_id ORDER BY campaign.code, seq, generation
    """,
  ]

  static let invariants = [
    SQLLedger.Invariant(
      statement: "a campaign's verdicts are those of its results and of what came later",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT COALESCE(SUM(pass + fail), 0) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT COALESCE(SUM(decided), 0) FROM result WHERE campaign_id = campaign.id AND outcome = 0)
            + (SELECT COALESCE(SUM(decided), 0) FROM supplement WHERE campaign_id = campaign.id)
          AND NOT EXISTS (SELECT 1 FROM result WHERE campaign_id = campaign.id AND outcome = 0 AND scope IS NULL)
        """),
    SQLLedger.Invariant(
      statement: "no count of checks is below 0",
      violations: """
        SELECT (SELECT COUNT(*) FROM campaign_item WHERE notchecked < 0 OR error < 0)
          + (SELECT COUNT(*) FROM campaign_region WHERE notchecked < 0 OR error < 0)
        """),
    SQLLedger.Invariant(
      statement: "what came later stands beside a checked result",
      violations: """
        SELECT COUNT(*) FROM supplement LEFT JOIN result USING (campaign_id, seq)
        WHERE result.outcome IS DISTINCT FROM 0 OR result.site_id <> supplement.site_id
          OR supplement.observed_at < result.observed_at
        """),
    SQLLedger.Invariant(
      statement: "a submission whose task was checked says what its items came to",
      violations: """
        SELECT COUNT(*) FROM submission_task JOIN submission_answer
          ON submission_answer.submission = submission_task.submission AND submission_answer.seq = submission_task.seq
        WHERE (submission_task.outcome IS NOT DISTINCT FROM 0) <> (submission_answer.outcome IS NOT NULL)
        """),
  ]
}
