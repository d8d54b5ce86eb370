import Inspection

extension IngestRun {
  mutating func write(_ checklist: Checklist, digest: String) throws {
    let inserted = try Int64.fetchOne(
      try db.cachedStatement(
        sql: """
          INSERT INTO checklist (digest, code, title, version, rules) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING RETURNING id
          """),
      arguments: [
        digest, checklist.id, checklist.title, checklist.version, try RuleText.of(ChecklistRules(checklist)),
      ])
    guard let checklistID = inserted else { return }
    let refined = checklist.refinedBySiteType
    for (position, item) in checklist.items.enumerated() {
      let itemID = try write(item, of: checklist)
      // Items keep their places in every profile.
      let rule = ItemRule(item, of: checklist, refined: refined.map { ($0, $0.checklist.items[position]) })
      try db.cachedStatement(
        sql:
          "INSERT INTO checklist_item (checklist_id, position, item_id, rule, weight) VALUES (?, ?, ?, ?, ?)"
      ).execute(
        arguments: [checklistID, position, itemID, try RuleText.of(rule), item.weight])
    }
  }

  /// An item keeps its row over all versions of its checklist; the newest wording is shown.
  private func write(_ item: Checklist.Item, of checklist: Checklist) throws -> Int64? {
    let section = checklist.sections[item.section]
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO item (checklist, code, text, section, section_title, section_order, category, department,
          reference, residual, difficulty) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (checklist, code) DO UPDATE SET text = excluded.text, section = excluded.section,
          section_title = excluded.section_title, section_order = excluded.section_order,
          category = excluded.category, department = excluded.department, reference = excluded.reference,
          residual = excluded.residual, difficulty = excluded.difficulty
        RETURNING id
        """)
    return try Int64.fetchOne(
      statement,
      arguments: [
        checklist.id, item.id, item.text, section.id, section.title, item.section,
        checklist.category(of: item), item.department, item.reference,
        Int64(item.residual.map { checklist.riskModel.grade(of: $0).rawValue } ?? 0),
        Int64(item.difficulty?.rawValue ?? 0),
      ])
  }

  /// - Returns: why the campaign cannot be opened; nil when it was, or was already with the same tasks.
  mutating func open(_ opening: CampaignOpening) throws -> String? {
    let known = try Row.fetchOne(
      db, sql: "SELECT task_digest, id FROM campaign WHERE code = ?", arguments: [opening.id])
    if let known {
      touchedCampaigns.insert(known[1])
      return known[0] == opening.taskDigest
        ? nil : "campaign \(opening.id) is open already, with other tasks"
    }
    let checklist = try Int64.fetchOne(
      db, sql: "SELECT id FROM checklist WHERE digest = ?", arguments: [opening.checklistDigest])
    guard let checklist else {
      return "campaign \(opening.id) names the unknown checklist \(opening.checklistDigest)"
    }
    try db.execute(
      sql: """
        INSERT INTO campaign (code, title, checklist_id, register_digest, sites, tasks, checks, task_digest,
          opened_at, due_at, passes_observed, qualifications) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        opening.id, opening.title, checklist, opening.registerDigest, opening.siteCount,
        Int64(clamping: opening.taskCount), Int64(clamping: opening.checkCount), opening.taskDigest,
        opening.openedAt.milliseconds, opening.dueAt?.milliseconds, opening.passesAreObserved,
        opening.qualifications?.text ?? "",
      ])
    return nil
  }

  /// - Returns: why the campaign cannot be sealed; nil when it was, or was already.
  mutating func seal(
    _ campaign: String, taskCount: UInt64, taskDigest: String, at: Timestamp
  ) throws -> String? {
    let known = try Row.fetchOne(
      db, sql: "SELECT id, tasks, task_digest FROM campaign WHERE code = ?", arguments: [campaign])
    guard let known else { return "the seal of campaign \(campaign) comes before its opening" }
    guard known[1] == Int64(clamping: taskCount), known[2] == taskDigest else {
      return "the seal of campaign \(campaign) does not match its opening"
    }
    try db.execute(
      sql: "UPDATE campaign SET sealed_at = ? WHERE id = ? AND sealed_at IS NULL",
      arguments: [at.milliseconds, known[0] as Int64])
    touchedCampaigns.insert(known[0])
    return nil
  }

  /// - Returns: why the campaign cannot be cancelled; nil when it was, or was already.
  mutating func cancel(_ cancellation: CampaignCancellation) throws -> String? {
    let known = try Int64.fetchOne(
      db, sql: "SELECT id FROM campaign WHERE code = ?", arguments: [cancellation.campaign])
    guard let known else {
      return "the cancellation of campaign \(cancellation.campaign) comes before its opening"
    }
    try db.execute(
      sql: """
        UPDATE campaign SET cancelled_at = ?, cancelled_by = ?, cancel_reason = ?
        WHERE id = ? AND cancelled_at IS NULL
        """,
      arguments: [
        cancellation.cancelledAt.milliseconds, cancellation.person, cancellation.reason, known,
      ])
    touchedCampaigns.insert(known)
    return nil
  }
}
