package import Inspection
package import Ledger
package import Rectification

/// What the ledger's words are called on the pages.
extension Phrase {
  package init(_ level: HazardLevel) { self = level == .major ? .major : .general }

  package init(_ grade: RiskGrade) {
    switch grade {
    case .red: self = .red
    case .orange: self = .orange
    case .yellow: self = .yellow
    case .blue: self = .blue
    }
  }

  package init(_ state: RectificationState) {
    switch state {
    case .open: self = .stageOpen
    case .assigned: self = .stageAssigned
    case .rectifying: self = .stageRectifying
    case .rectified: self = .stageRectified
    case .closed: self = .stageClosed
    case .riskAccepted: self = .stageRiskAccepted
    case .falsePositive: self = .stageFalsePositive
    case .duplicate: self = .stageDuplicate
    case .notResponsible: self = .stageNotResponsible
    }
  }

  package init(_ state: HazardState) {
    switch state {
    case .open: self = .stateOpen
    case .closed: self = .stateClosed
    case .dismissed: self = .stateDismissed
    }
  }

  package init(_ phase: CampaignStatus.Phase) {
    switch phase {
    case .launching: self = .phaseLaunching
    case .running: self = .phaseRunning
    case .cancelling: self = .phaseCancelling
    case .complete: self = .phaseComplete
    case .cancelled: self = .phaseCancelled
    }
  }

  /// What a campaign is called that the ledger asks for.
  package init(_ kind: Reinspection.Kind) {
    switch kind {
    case .reinspection: self = .reinspectionTitle
    case .report: self = .reportTitle
    }
  }

  package init(_ difficulty: Difficulty) {
    switch difficulty {
    case .easy: self = .easy
    case .medium: self = .medium
    case .hard: self = .hard
    }
  }

  package init(_ sort: HazardSort) {
    switch sort {
    case .level: self = .level
    case .grade: self = .grade
    case .age: self = .age
    case .difficulty: self = .difficulty
    }
  }

  package init(_ outcome: CheckOutcome) {
    switch outcome {
    case .pass: self = .outcomePass
    case .fail: self = .outcomeFail
    case .error: self = .outcomeError
    case .unknown: self = .outcomeUnknown
    case .notapplicable: self = .outcomeNotApplicable
    case .notchecked: self = .outcomeNotChecked
    case .notselected: self = .outcomeNotSelected
    case .informational: self = .outcomeInformational
    case .fixed: self = .outcomeFixed
    }
  }

  /// What a person acts as; other roles stay what they are called.
  package init(role: String) {
    switch role {
    case "inspector": self = .roleInspector
    case "owner": self = .roleOwner
    case "supervisor": self = .roleSupervisor
    case "operator": self = .roleOperator
    default: self = .roleViewer
    }
  }

  /// What happened, for a timeline.
  package init(_ action: RectificationAction) {
    switch action {
    case .assign: self = .didAssign
    case .start: self = .didStart
    case .rectify: self = .didRectify
    case .accept: self = .didAccept
    case .reject: self = .didReject
    case .fixOnTheSpot: self = .didFixOnTheSpot
    case .acceptRisk: self = .didAcceptRisk
    case .markFalsePositive: self = .didMarkFalsePositive
    case .markDuplicate: self = .didMarkDuplicate
    case .denyResponsibility: self = .didDenyResponsibility
    case .handOff: self = .didHandOff
    case .reopen: self = .didReopen
    case .extend: self = .didExtend
    case .takeCharge: self = .didTakeCharge
    case .greenChannel: self = .didGreenChannel
    case .whistle: self = .didWhistle
    case .checkIn: self = .didCheckIn
    case .supervise: self = .didSupervise
    case .expire: self = .didExpire
    case .passReinspection: self = .didPassReinspection
    case .failReinspection: self = .didFailReinspection
    case .leaveUndecided: self = .didLeaveUndecided
    case .order: self = .didOrder
    case .escalate: self = .didEscalate
    case .relay: self = .didRelay
    }
  }

  /// What a person may do, as the button says it; what only the ledger does has none.
  package init?(command action: RectificationAction) {
    switch action {
    case .assign: self = .doAssign
    case .start: self = .doStart
    case .rectify: self = .doRectify
    case .accept: self = .doAccept
    case .reject: self = .doReject
    case .fixOnTheSpot: self = .doFixOnTheSpot
    case .acceptRisk: self = .doAcceptRisk
    case .markFalsePositive: self = .doMarkFalsePositive
    case .markDuplicate: self = .doMarkDuplicate
    case .denyResponsibility: self = .doDenyResponsibility
    case .handOff: self = .doHandOff
    case .reopen: self = .doReopen
    case .extend: self = .doExtend
    case .takeCharge: self = .doTakeCharge
    case .greenChannel: self = .doGreenChannel
    case .whistle: self = .doWhistle
    case .checkIn: self = .doCheckIn
    case .supervise: self = .doSupervise
    case .expire, .passReinspection, .failReinspection, .leaveUndecided, .order, .escalate, .relay: return nil
    }
  }
}
