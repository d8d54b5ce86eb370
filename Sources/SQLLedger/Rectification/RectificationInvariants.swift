import Rectification

/// What must hold of what is done about hazards, and what of it belongs into the digest.
enum RectificationInvariants {
  static let all = [
    SQLLedger.Invariant(
      statement: "what is done about a hazard is done about one that is known",
      violations: """
        SELECT COUNT(*) FROM rectification WHERE hazard_id NOT IN (SELECT id FROM hazard)
        """),
    SQLLedger.Invariant(
      statement: "no event of a rectification is lost",
      violations: """
        SELECT COUNT(*) FROM (
          SELECT hazard_id, COUNT(*) AS count, MAX(number) AS last FROM rectification_event GROUP BY hazard_id
        ) AS listed FULL JOIN rectification ON rectification.hazard_id = listed.hazard_id
        WHERE listed.count IS DISTINCT FROM rectification.events OR listed.last IS DISTINCT FROM rectification.events
        """),
    SQLLedger.Invariant(
      statement: "the events of a rectification follow each other in time",
      violations: """
        SELECT COUNT(*) FROM (
          SELECT at, LAG(at, 1, at) OVER (PARTITION BY hazard_id ORDER BY number) AS before
          FROM rectification_event
        ) AS event WHERE at < before
        """),
    SQLLedger.Invariant(
      statement: "nothing is rectified without evidence",
      violations: "SELECT COUNT(*) FROM rectification_event WHERE action IN (2, 5) AND evidence = ''"),
    SQLLedger.Invariant(
      statement: "an extension is later than the deadline before it, and leaves the original one as it is",
      violations: """
        SELECT COUNT(*) FROM rectification WHERE due_at < original_due_at
        """),
    SQLLedger.Invariant(
      statement: "a re-inspection is of a rectification that was reported",
      violations: """
        SELECT COUNT(*) FROM reinspection_task LEFT JOIN rectification_event USING (hazard_id, number)
        WHERE action IS DISTINCT FROM 2
        """),
  ]

  static let dump = [
    """
    SELECT hazard_id, \(RectificationCourse.columns) FROM rectification ORDER BY hazard_id
    """,
    """
    SELECT hazard_id, number, action, at, person, role, reason, evidence, owner, department, until, original,
      fixed_by, observation, observed_by, due, region, calls
    FROM rectification_event ORDER BY hazard_id, number
    """,
    "SELECT code, published_at, person, document FROM policy ORDER BY published_at, code",
    """
    SELECT hazard_id, number, department, due_at, checked_in_at, person FROM department_call
    ORDER BY hazard_id, number
    """,
    """
    SELECT hazard_id, action, at, person, role, code, reason FROM refused_command
    ORDER BY hazard_id, at, action, person, role, code, reason
    """,
    "SELECT key, fingerprint FROM command_key ORDER BY key",
    """
    SELECT campaign, digest, asked_at FROM reinspection JOIN checklist ON checklist.id = checklist_id
    ORDER BY campaign
    """,
    "SELECT campaign, seq, hazard_id, number, position FROM reinspection_task ORDER BY campaign, seq",
  ]
}
