import Foundation
package import Inspection
import SwiftProtobuf

/// Tasks as they travel on the task topics (`proto/hazardfleet/v1/task.proto`).
package enum TaskCodec {
  package static func encode(_ task: InspectionTask) throws(WireError) -> [UInt8] {
    var message = WireTask()
    message.version = WireVersion.current
    message.campaign = task.campaign
    message.seq = task.seq
    message.generation = task.generation
    message.site = WireSiteRef(task.site)
    message.inspection = WireInspection(task.inspection)
    message.items = task.items.map(WireItemRange.init)
    message.codes = Data(task.observations.codes)
    message.numbers = task.observations.numbers
    message.choices = task.observations.choices
    message.dates = task.observations.dates
    message.texts = task.observations.texts
    message.evidence = task.evidence.map { evidence in
      WireItemEvidence.with {
        $0.item = UInt32(clamping: evidence.item)
        $0.references = evidence.references
      }
    }
    message.accepted = task.accepted.map { acceptance in
      WireRecordedAcceptance.with {
        $0.item = UInt32(clamping: acceptance.item)
        $0.at = acceptance.at.milliseconds
      }
    }
    if !task.referenced.items.isEmpty { message.referenced = WireReferencedObservations(task.referenced) }
    if let retry = task.retry { message.retry = WireRetry(retry) }
    message.end = true
    return try message.wireBytes()
  }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> InspectionTask {
    if let task = InspectionTask(scanning: bytes) { return task }
    return try decodeClosely(bytes)
  }

  /// By the generated code: for what the scanner does not know, and to say what is wrong.
  static func decodeClosely(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> InspectionTask {
    let message = try WireTask(wire: bytes)
    try WireVersion.require(message.version)
    guard !message.campaign.isEmpty else { throw WireError(.invalid, "a task without a campaign") }
    guard message.end else { throw WireError(.malformed, "a task that was cut off") }
    guard !message.items.isEmpty else { throw WireError(.invalid, "a task without items") }
    guard !message.site.id.isEmpty else { throw WireError(.invalid, "a task without a site") }
    try WireText.require(message.campaign)
    var columns = ObservationColumns()
    columns.codes = [UInt8](message.codes)
    columns.numbers = message.numbers
    columns.choices = message.choices
    columns.dates = message.dates
    columns.texts = message.texts
    var accepted: [RecordedAcceptance] = []
    for acceptance in message.accepted {
      accepted.append(RecordedAcceptance(item: Int(acceptance.item), at: try Timestamp(wire: acceptance.at)))
    }
    return InspectionTask(
      campaign: message.campaign, seq: message.seq, generation: message.generation,
      site: try SiteReference(message.site), inspection: try Inspection(message.inspection),
      items: try message.items.domain(), observations: columns,
      evidence: message.evidence.map { ItemEvidence(item: Int($0.item), references: $0.references) },
      accepted: accepted,
      referenced: message.hasReferenced ? message.referenced.domain() : ReferencedObservations(),
      retry: message.hasRetry ? try message.retry.domain() : nil)
  }
}

extension WireReferencedObservations {
  fileprivate init(_ referenced: ReferencedObservations) {
    self.init()
    items = referenced.items.map { UInt32(clamping: $0) }
    codes = Data(referenced.columns.codes)
    numbers = referenced.columns.numbers
    choices = referenced.columns.choices
    dates = referenced.columns.dates
    texts = referenced.columns.texts
  }

  fileprivate func domain() -> ReferencedObservations {
    var columns = ObservationColumns()
    columns.codes = [UInt8](codes)
    columns.numbers = numbers
    columns.choices = choices
    columns.dates = dates
    columns.texts = texts
    return ReferencedObservations(items: items.map(Int.init), columns: columns)
  }
}

extension WireRetry {
  fileprivate init(_ retry: RetryState) {
    self.init()
    attempt = retry.attempt
    firstFailedAt = retry.firstFailedAt.milliseconds
    dueAt = retry.dueAt.milliseconds
    errorClass = retry.errorClass
    error = retry.error
    partial = WireResult(retry.partial)
  }

  fileprivate func domain() throws(WireError) -> RetryState {
    RetryState(
      attempt: attempt, firstFailedAt: try Timestamp(wire: firstFailedAt), dueAt: try Timestamp(wire: dueAt),
      errorClass: errorClass, error: error, partial: try partial.domain())
  }
}
