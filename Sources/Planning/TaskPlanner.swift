package import Inspection
package import InspectionFormats
import Wire

/// Numbers the tasks of a campaign: densely, in the register's order, the same for the same inputs.
package struct TaskPlanner {
  private let campaign: String
  private let layout: TaskLayout
  /// By the site types that a profile applies to.
  private let layouts: [String: TaskLayout]
  private var nextSeq: UInt64 = 0

  /// - Parameter layouts: by site type; `layout` is that of all others.
  package init(campaign: String, layout: TaskLayout, layouts: [String: TaskLayout] = [:]) {
    self.campaign = campaign
    self.layout = layout
    self.layouts = layouts
  }

  /// The tasks of the campaign's next inspection, with their lanes.
  package mutating func tasks(for inspected: SiteInspection) -> [(lane: Lane, task: InspectionTask)] {
    let layout = layouts.isEmpty ? layout : layouts[inspected.site.type] ?? layout
    return layout.parts.map { part in
      defer { nextSeq += 1 }
      var columns = ObservationColumns()
      for range in part.items {
        for item in range { columns.append(inspected.values[item]) }
      }
      let task = InspectionTask(
        campaign: campaign, seq: nextSeq, site: SiteReference(inspected.site, withAddress: part.hasProbes),
        inspection: inspected.inspection, items: part.items, observations: columns,
        evidence: inspected.evidence.filter { evidence in part.items.contains { $0.contains(evidence.item) }
        },
        accepted: inspected.accepted.filter { accepted in part.items.contains { $0.contains(accepted.item) }
        },
        referenced: Self.referenced(part.referenced, in: inspected.values))
      return (part.lane, task)
    }
  }
}

extension TaskPlanner {
  private static func referenced(
    _ items: [Int], in values: [ObservationValue?]
  ) -> ReferencedObservations {
    var referenced = ReferencedObservations(items: items)
    for item in items { referenced.columns.append(values[item]) }
    return referenced
  }
}

extension SiteReference {
  fileprivate init(_ site: Site, withAddress: Bool) {
    self.init(
      id: site.id, type: site.type, region: site.region, address: withAddress ? site.address : "")
  }
}
