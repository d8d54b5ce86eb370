import Fleet
import Inspection
import Planning

extension ControlState.Campaign {
  /// - Throws: `ValidationErrors` when the campaign was opened with other inputs than those of the plan.
  func requireSameInputs(as plan: CampaignPlan) throws {
    guard let opening else { return }
    let isSame =
      opening.taskDigest == plan.taskDigest && opening.checklistDigest == plan.checklistDigest
      && opening.registerDigest == plan.registerDigest && acknowledged <= plan.tasks
    if isSame { return }
    throw ValidationErrors(
      ValidationIssue(
        .init(file: "campaign \(plan.campaign)"), field: "campaign",
        "was opened with other inputs: \(opening.taskCount) tasks, digest \(opening.taskDigest), checklist "
          + "\(opening.checklistDigest), register \(opening.registerDigest); these give \(plan.tasks) tasks, digest "
          + "\(plan.taskDigest), checklist \(plan.checklistDigest), register \(plan.registerDigest). Choose another "
          + "campaign id, or restore the inputs"
      ))
  }

  /// - Throws: `ValidationErrors` when the campaign was cancelled.
  func requireNotCancelled() throws {
    guard let cancellation else { return }
    throw ValidationErrors(
      ValidationIssue(
        .init(file: "campaign \(cancellation.campaign)"), field: "campaign",
        "was cancelled \(cancellation.summary). A cancelled campaign stays cancelled: launch the inputs under "
          + "another campaign id"))
  }
}

extension CampaignCancellation {
  /// When, by whom and why.
  var summary: String {
    "at \(cancelledAt.iso8601)\(person.isEmpty ? "" : " by \(person)")\(reason.isEmpty ? "" : ": \(reason)")"
  }
}

/// Ends a launch whose campaign was cancelled meanwhile.
struct CampaignCancelled: Error, CustomStringConvertible {
  var cancellation: CampaignCancellation

  var description: String {
    "stopped: campaign \(cancellation.campaign) was cancelled \(cancellation.summary)\n"
      + "What was sent ends as cancelled. Run hazard-producer cancel \(cancellation.campaign) again if the "
      + "campaign does not close."
  }
}
