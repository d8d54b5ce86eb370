import Inspection
package import Ledger

extension SQLLedger: SubmissionBook {
  package func form(ofCampaign id: String, site: String) async throws -> InspectionForm? {
    try await database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT campaign.id, campaign.title, campaign.cancelled_at, campaign.checklist_id, checklist.code, site.id,
            site.name, site.type, region.code
          FROM campaign JOIN checklist ON checklist.id = campaign.checklist_id
          CROSS JOIN site JOIN region ON region.id = site.region_id WHERE campaign.code = ? AND site.code = ?
          """, arguments: [id, site])
      guard let row, !Reinspection.isNamed(id) else { return nil }
      let standing = try SiteItems.fetch(db, campaign: row[0], site: row[5])
      guard !standing.places.isEmpty else { return nil }
      return InspectionForm(
        campaign: id, title: row[1], checklist: row[4], site: site, siteName: row[6], siteType: row[7],
        region: row[8], isOpen: row[2] as Int64? == nil,
        sections: try Self.sections(
          db, standing, checklist: row[3], waiting: try Self.waiting(db, campaign: row[0], site: row[5]),
          reasons: try Self.reasons(db, campaign: row[0], site: row[5])))
    }
  }

  private static func sections(
    _ db: Database, _ standing: SiteItems, checklist: Int64, waiting: Set<Int>, reasons: [Int64: String]
  ) throws -> [InspectionForm.Section] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT position, item.id, item.code, item.text, item.section, item.section_title, item.reference, rule
        FROM checklist_item JOIN item ON item.id = item_id WHERE checklist_id = ? ORDER BY position
        """, arguments: [checklist])
    var sections: [InspectionForm.Section] = []
    for row in rows {
      guard let place = standing.places[row[0]] else { continue }
      if sections.last?.id != row[4] {
        sections.append(InspectionForm.Section(id: row[4], title: row[5], items: []))
      }
      let rule = try RuleText.read(ItemRule.self, row[7])
      let isManual = rule?.probe.isEmpty == true && rule?.question?.kind != .items
      let state: InspectionForm.Item.State =
        !place.outcome.isOpen
        ? .decided(place.outcome, reason: reasons[row[1]] ?? "")
        : waiting.contains(row[0]) ? .waiting : .open
      sections[sections.count - 1].items.append(
        InspectionForm.Item(
          id: row[2], text: row[3], requirement: rule?.requirement ?? "", level: rule?.level ?? .general,
          isRedLine: rule?.isRedLine ?? false, reference: row[6],
          question: isManual ? rule?.question : nil, state: state))
    }
    return sections
  }

  /// The positions of items that were submitted and are not decided yet.
  static func waiting(_ db: Database, campaign: Int64, site: Int64) throws -> Set<Int> {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT answer.position FROM submission JOIN submission_answer AS answer
          ON answer.submission = submission.number
        JOIN submission_task AS task ON task.submission = submission.number AND task.seq = answer.seq
        WHERE submission.site_id = ? AND submission.campaign_id = ? AND answer.value <> '' AND task.outcome IS NULL
        """, arguments: [site, campaign])
    return Set(rows.map { $0[0] })
  }

  /// Why items failed, or were not completed, by row id.
  private static func reasons(_ db: Database, campaign: Int64, site: Int64) throws -> [Int64: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT check_error.item_id, check_error.reason FROM result JOIN check_error USING (campaign_id, seq)
        WHERE result.site_id = ?1 AND result.outcome = 0 AND campaign_id = ?2
        UNION ALL
        SELECT hazard.item_id, event.reason FROM hazard JOIN event ON event.hazard_id = hazard.id
        WHERE hazard.site_id = ?1 AND event.kind = 0 AND event.campaign_id = ?2
        """, arguments: [site, campaign])
    return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { _, later in later })
  }

  package func pendingInspections(
    atSite site: String, limit: Int
  ) async throws -> [PendingInspection] {
    try await database.read { db in
      guard let key = try Int64.fetchOne(db, sql: "SELECT id FROM site WHERE code = ?", arguments: [site])
      else { return [] }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, code, title FROM campaign WHERE cancelled_at IS NULL AND id IN (
            SELECT campaign_id FROM result WHERE site_id = ? AND outcome = 0 AND decided < applicable)
          ORDER BY opened_at DESC, id DESC
          """, arguments: [key])
      var pending: [PendingInspection] = []
      for row in rows where pending.count < limit && !Reinspection.isNamed(row[1]) {
        let places = try SiteItems.fetch(db, campaign: row[0], site: key).places
        let left = places.values.count(where: \.outcome.isOpen)
        if left > 0 {
          pending.append(
            PendingInspection(campaign: row[1], title: row[2], items: places.count, left: left))
        }
      }
      return pending
    }
  }

  package func sitesToInspect(
    ofCampaign id: String, region: String?, limit: Int
  ) async throws -> [SiteToInspect] {
    guard !Reinspection.isNamed(id) else { return [] }
    return try await database.read { db in
      let campaign = try Int64.fetchOne(
        db, sql: "SELECT id FROM campaign WHERE code = ? AND cancelled_at IS NULL", arguments: [id])
      guard let campaign else { return [] }
      let place = region == nil ? "1 = 1" : "site.region_id IN (\(HazardFilter.subtree))"
      let results = SupplementRows.checked(
        "site_id, applicable - decided AS open", where: "campaign_id = ?1 AND applicable <> decided")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT site.code, site.name, SUM(inspected.open) FROM \(results) AS inspected
          JOIN site ON site.id = inspected.site_id WHERE \(place.replacing("?", with: "?2"))
          GROUP BY site.id HAVING SUM(inspected.open) > 0 ORDER BY site.code LIMIT \(max(1, min(limit, 500)))
          """, arguments: [campaign] + (region.map { [$0] } ?? []))
      return rows.map { SiteToInspect(site: $0[0], name: $0[1], left: $0[2]) }
    }
  }

  package func submission(_ id: String) async throws -> FiledSubmission? {
    guard id.hasPrefix(SubmissionRows.prefix), let number = Int64(id.dropFirst(SubmissionRows.prefix.count))
    else { return nil }
    return try await database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT campaign.code, site.code, site.name, region.code, at, taken_at, person, role,
            campaign.cancelled_at IS NOT NULL, checklist.code,
            (SELECT COUNT(*) FROM submission_task WHERE submission = number AND outcome IS NULL),
            (SELECT COUNT(*) FROM submission_task WHERE submission = number AND outcome = 1),
            (SELECT COUNT(*) FROM submission_task WHERE submission = number AND outcome = 2)
          FROM submission JOIN campaign ON campaign.id = campaign_id
          JOIN checklist ON checklist.id = campaign.checklist_id JOIN site ON site.id = site_id
          JOIN region ON region.id = site.region_id WHERE number = ?
          """, arguments: [number])
      guard let row else { return nil }
      let state: FiledSubmission.State =
        row[10] as Int > 0
        ? (row[8] ? .cancelled : .waiting)
        : row[11] as Int > 0 ? .dead : row[12] as Int > 0 ? .cancelled : .checked
      return FiledSubmission(
        id: id, campaign: row[0], site: row[1], siteName: row[2], region: row[3],
        at: Timestamp(milliseconds: row[4]), takenAt: Timestamp(milliseconds: row[5]), person: row[6],
        role: row[7], state: state,
        answers: try Self.answers(db, number, site: row[1], checklist: row[9]))
    }
  }

  package func submission(underKey key: String, campaign: String, site: String) async throws -> String? {
    guard !key.isEmpty else { return nil }
    return try await database.read { db in
      try Int64.fetchOne(
        db,
        sql: """
          SELECT number FROM submission JOIN campaign ON campaign.id = campaign_id JOIN site ON site.id = site_id
          WHERE submission_key = ? AND campaign.code = ? AND site.code = ?
          """, arguments: [key, campaign, site]
      ).map { "\(SubmissionRows.prefix)\($0)" }
    }
  }

  private static func answers(
    _ db: Database, _ submission: Int64, site: String, checklist: String
  ) throws -> [FiledSubmission.Answer] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT item.code, item.text, value, evidence, note, outcome, reason, counts
        FROM submission_answer JOIN item ON item.id = item_id WHERE submission = ? ORDER BY position
        """, arguments: [submission]
    ).map { row in
      let outcome = (row[5] as Int64?).flatMap { CheckOutcome(rawValue: UInt8(clamping: $0)) }
      let isFound = outcome == .fail && row[7]
      return FiledSubmission.Answer(
        item: row[0], text: row[1], value: row[2],
        evidence: (row[3] as String).split(separator: "\n").map(String.init), note: row[4],
        outcome: outcome, reason: row[6], counts: row[7],
        hazard: isFound ? HazardID(site: site, checklist: checklist, item: row[0]) : nil)
    }
  }

  /// Parts of submissions of which no result has come yet, the oldest first; those of cancelled campaigns are left out.
  package func outstandingSubmissions(limit: Int) async throws -> [SubmittedTask] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT campaign.code, task.seq, task.generation, checklist.digest, site.code, task.site_type, task.region,
            submission.at, submission.day, submission.person, submission.number
          FROM submission_task AS task JOIN submission ON submission.number = task.submission
          JOIN campaign ON campaign.id = task.campaign_id JOIN checklist ON checklist.id = campaign.checklist_id
          JOIN site ON site.id = submission.site_id
          WHERE task.outcome IS NULL AND campaign.cancelled_at IS NULL
          ORDER BY task.submission, task.seq LIMIT ?
          """, arguments: [limit]
      ).map { try Self.task(db, $0) }
    }
  }

  private static func task(_ db: Database, _ row: Row) throws -> SubmittedTask {
    let submission: Int64 = row[10]
    let answers = try Row.fetchAll(
      db,
      sql: """
        SELECT position, value, evidence FROM submission_answer WHERE submission = ? AND seq = ? ORDER BY position
        """, arguments: [submission, row[1] as Int64])
    let known = try Row.fetchAll(
      db, sql: "SELECT position, value FROM submission_known WHERE submission = ? ORDER BY position",
      arguments: [submission])
    return SubmittedTask(
      campaign: row[0], seq: UInt64(clamping: row[1] as Int64), generation: row[2], checklistDigest: row[3],
      site: SiteReference(id: row[4], type: row[5], region: row[6]),
      inspection: Inspection(
        observedAt: Timestamp(milliseconds: row[7]), day: CivilDate(days: row[8]), inspector: row[9]),
      observations: answers.map {
        .init(
          item: $0[0], value: $0[1], evidence: ($0[2] as String).split(separator: "\n").map(String.init))
      }, known: known.map { .init(item: $0[0], value: $0[1]) })
  }
}
