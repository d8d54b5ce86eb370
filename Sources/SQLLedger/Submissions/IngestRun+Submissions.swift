import Foundation
import Inspection
import Ledger

extension IngestRun {
  /// Takes a submission or refuses it.
  ///
  /// - Parameter offset: of its record; names it.
  mutating func take(_ submission: InspectionSubmission, offset: Int64) throws {
    try writeHazards()
    change.submissions.append(try judge(submission, offset: offset))
  }

  private func judge(_ submission: InspectionSubmission, offset: Int64) throws -> SubmissionReceipt {
    if let repeated = try repeated(submission) { return repeated }
    do {
      let place = try SubmittedPlace.find(db, submission)
      let sheet = try AnswerSheet(db, place)
      let answers = try sheet.read(submission, faults: submission.faults(now: time))
      try insert(submission, place, number: offset)
      try insert(answers, of: offset, place, sheet)
      return .taken(id: "\(SubmissionRows.prefix)\(offset)", isRepeated: false)
    } catch let refusal as SubmissionRefusal {
      return .refused(refusal)
    }
  }

  /// What was said of a submission that came before under the same key; nil for a new one.
  private func repeated(_ submission: InspectionSubmission) throws -> SubmissionReceipt? {
    guard !submission.key.isEmpty else { return nil }
    let row = try Row.fetchOne(
      db, sql: "SELECT number, fingerprint FROM submission WHERE submission_key = ?",
      arguments: [submission.key])
    guard let row else { return nil }
    guard row[1] as String == submission.fingerprint else {
      return .refused(
        SubmissionRefusal(
          .keyReused, "the key \"\(submission.key)\" belongs to another submission that was taken"))
    }
    return .taken(id: "\(SubmissionRows.prefix)\(row[0] as Int64)", isRepeated: true)
  }

  private func insert(
    _ submission: InspectionSubmission, _ place: SubmittedPlace, number: Int64
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO submission (number, campaign_id, site_id, at, day, taken_at, person, role, submission_key,
          fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, place.campaign, place.site, submission.at.milliseconds, Int64(submission.day.days),
        time.milliseconds, submission.person, submission.role, submission.key, submission.fingerprint,
      ])
  }

  /// Each task that has some of the items gets the generation behind all that are known or on their way.
  private func insert(
    _ answers: [AnswerSheet.Taken], of number: Int64, _ place: SubmittedPlace, _ sheet: AnswerSheet
  ) throws {
    for seq in Set(answers.map(\.seq)).sorted() {
      let sent = try Int64.fetchOne(
        db,
        sql: "SELECT COALESCE(MAX(generation), 0) FROM submission_task WHERE campaign_id = ? AND seq = ?",
        arguments: [place.campaign, seq])
      let generation = max(sent ?? 0, sheet.generation(of: seq)) + 1
      try db.execute(
        sql: """
          INSERT INTO submission_task (campaign_id, seq, generation, submission, region, site_type)
          VALUES (?, ?, ?, ?, ?, ?)
          """, arguments: [place.campaign, seq, generation, number, place.region, place.siteType])
    }
    for answer in answers {
      try db.execute(
        sql: """
          INSERT INTO submission_answer (submission, position, item_id, seq, value, evidence, note, reason, counts)
          VALUES (?, ?, ?, ?, ?, ?, ?, '', 0)
          """,
        arguments: [
          number, answer.position, answer.item, answer.seq, answer.value,
          answer.evidence.joined(separator: "\n"), answer.note,
        ])
    }
    for (position, value) in sheet.known(beside: answers).sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: "INSERT INTO submission_known (submission, position, value) VALUES (?, ?, ?)",
        arguments: [number, position, value])
    }
  }

  /// Notes what a result says of the submission that it was sent for, if it was.
  ///
  /// - Parameter decided: the positions that it decided.
  func noteSubmission(_ result: TaskResult, campaign: CampaignRow, decided: Set<Int>) throws {
    guard result.generation > 0 else { return }
    let rows = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT submission, generation FROM submission_task WHERE campaign_id = ? AND seq = ? AND generation <= ?
            AND outcome IS DISTINCT FROM 0 ORDER BY generation DESC
          """),
      arguments: [campaign.id, Int64(clamping: result.seq), Int64(result.generation)])
    for row in rows {
      // One that died may come back under a higher generation.
      let asked = try positions(of: row[0], seq: Int64(clamping: result.seq))
      let answers = result.outcome == .checked ? asked == Set(result.items.joined()) : true
      guard answers, result.outcome == .checked || row[1] == Int64(result.generation) else { continue }
      try db.execute(
        sql: "UPDATE submission_task SET outcome = ? WHERE campaign_id = ? AND seq = ? AND generation = ?",
        arguments: [
          Int64(result.outcome.rawValue), campaign.id, Int64(clamping: result.seq), row[1] as Int64,
        ])
      if result.outcome == .checked { try settle(result, submission: row[0], decided: decided) }
      return
    }
  }

  private func positions(of submission: Int64, seq: Int64) throws -> Set<Int> {
    let rows = try Row.fetchAll(
      try db.cachedStatement(sql: "SELECT position FROM submission_answer WHERE submission = ? AND seq = ?"),
      arguments: [submission, seq])
    return Set(rows.map { $0[0] })
  }

  private func settle(_ result: TaskResult, submission: Int64, decided: Set<Int>) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE submission_answer SET outcome = ?, reason = ?, counts = ? WHERE submission = ? AND position = ?
        """)
    for position in result.items.joined() {
      var (outcome, reason) = (CheckOutcome.pass, "")
      if let finding = result.findings.first(where: { $0.item == position }) {
        (outcome, reason) = (.fail, finding.reason)
      } else if let exception = result.exceptions.first(where: { $0.item == position }) {
        (outcome, reason) = (exception.outcome, exception.reason)
      }
      try statement.execute(
        arguments: [Int64(outcome.rawValue), reason, decided.contains(position), submission, position])
    }
  }
}

/// What ids of submissions begin with.
enum SubmissionRows {
  static let prefix = "submission-"
}
