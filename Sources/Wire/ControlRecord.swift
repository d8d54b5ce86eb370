import Foundation
package import Inspection
import SwiftProtobuf

/// What travels on the control topic (`proto/hazardfleet/v1/control.proto`).
package enum ControlRecord: Sendable, Hashable {
  case checklist(Checklist)
  case opening(CampaignOpening)
  /// All tasks below `acknowledged` were acknowledged by the broker.
  case progress(campaign: String, acknowledged: UInt64)
  case seal(CampaignSeal)
  case cancellation(CampaignCancellation)
  case policy(PublishedPolicy)

  /// Says that every task of a campaign was acknowledged.
  package struct CampaignSeal: Sendable, Hashable {
    package var campaign: String
    package var taskCount: UInt64
    package var taskDigest: String
    package var sealedAt: Timestamp

    package init(campaign: String, taskCount: UInt64, taskDigest: String, sealedAt: Timestamp) {
      self.campaign = campaign
      self.taskCount = taskCount
      self.taskDigest = taskDigest
      self.sealedAt = sealedAt
    }
  }

  /// The record's key: a newer record of the same key replaces it when the topic is compacted.
  package func key() throws(WireError) -> String {
    switch self {
    case .checklist(let checklist): "checklist/\(Digest.hex(of: try ChecklistCodec.encode(checklist)))"
    case .opening(let opening): "campaign/\(opening.id)/opening"
    case .progress(let campaign, _): "campaign/\(campaign)/progress"
    case .seal(let seal): "campaign/\(seal.campaign)/seal"
    case .cancellation(let cancellation): "campaign/\(cancellation.campaign)/cancellation"
    case .policy: "policy"
    }
  }

  package func encoded() throws(WireError) -> [UInt8] {
    var message = WireControlRecord()
    message.version = WireVersion.current
    switch self {
    case .checklist(let checklist): message.checklist = WireChecklist(checklist)
    case .opening(let opening): message.opening = WireCampaignOpening(opening)
    case .progress(let campaign, let acknowledged):
      message.progress = .with {
        $0.campaign = campaign
        $0.acknowledged = acknowledged
      }
    case .seal(let seal):
      message.seal = .with {
        $0.campaign = seal.campaign
        $0.tasks = seal.taskCount
        $0.taskDigest = seal.taskDigest
        $0.sealedAt = seal.sealedAt.milliseconds
      }
    case .cancellation(let cancellation):
      message.cancellation = .with {
        $0.campaign = cancellation.campaign
        $0.cancelledAt = cancellation.cancelledAt.milliseconds
        $0.person = cancellation.person
        $0.reason = cancellation.reason
      }
    case .policy(let policy):
      message.policy = .with {
        $0.id = policy.id
        $0.publishedAt = policy.publishedAt.milliseconds
        $0.person = policy.person
        $0.document = Data(policy.document)
      }
    }
    return try message.wireBytes()
  }

  /// Reads a record and holds it against its key, which of a checklist is the digest.
  package init(decoding bytes: UnsafeRawBufferPointer, key: String) throws(WireError) {
    try self.init(decoding: bytes)
    guard try self.key() == key else {
      throw WireError(.invalid, "a control record that does not belong to its key \(key)")
    }
  }

  init(decoding bytes: UnsafeRawBufferPointer) throws(WireError) {
    let message = try WireControlRecord(wire: bytes)
    try WireVersion.require(message.version)
    switch message.record {
    case .checklist(let checklist): self = .checklist(try checklist.domain())
    case .opening(let opening): self = .opening(try opening.domain())
    case .progress(let progress):
      self = .progress(campaign: progress.campaign, acknowledged: progress.acknowledged)
    case .seal(let seal):
      self = .seal(
        CampaignSeal(
          campaign: seal.campaign, taskCount: seal.tasks, taskDigest: seal.taskDigest,
          sealedAt: try Timestamp(wire: seal.sealedAt)))
    case .cancellation(let cancellation):
      try WireText.require(cancellation.campaign)
      self = .cancellation(
        CampaignCancellation(
          campaign: cancellation.campaign, cancelledAt: try Timestamp(wire: cancellation.cancelledAt),
          person: cancellation.person, reason: cancellation.reason))
    case .policy(let policy):
      try WireText.require(policy.id)
      self = .policy(
        PublishedPolicy(
          id: policy.id, publishedAt: try Timestamp(wire: policy.publishedAt), person: policy.person,
          document: Array(policy.document)))
    case nil: throw WireError(.invalid, "an empty control record")
    }
  }
}

extension WireCampaignOpening {
  fileprivate init(_ opening: CampaignOpening) {
    self.init()
    campaign = opening.id
    title = opening.title
    checklistDigest = opening.checklistDigest
    registerDigest = opening.registerDigest
    sites = UInt64(opening.siteCount)
    tasks = opening.taskCount
    checks = opening.checkCount
    taskDigest = opening.taskDigest
    openedAt = opening.openedAt.milliseconds
    if let dueAt = opening.dueAt { self.dueAt = dueAt.milliseconds }
    passesAreObserved = opening.passesAreObserved
    qualifications = opening.qualifications.map(\.text) ?? ""
  }

  fileprivate func domain() throws(WireError) -> CampaignOpening {
    try WireText.require(campaign)
    var known: Qualifications?
    if !qualifications.isEmpty {
      known = Qualifications(text: qualifications)
      guard known != nil else { throw WireError(.invalid, "qualifications that cannot be read") }
    }
    return CampaignOpening(
      id: campaign, title: title, checklistDigest: checklistDigest, registerDigest: registerDigest,
      siteCount: Int(clamping: sites), taskCount: tasks, checkCount: checks, taskDigest: taskDigest,
      openedAt: try Timestamp(wire: openedAt), dueAt: hasDueAt ? try Timestamp(wire: dueAt) : nil,
      passesAreObserved: passesAreObserved, qualifications: known)
  }
}
