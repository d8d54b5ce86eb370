import Inspection

/// What the rules of one task may ask: the site, the day, and what was observed of other items.
struct TaskFacts: RuleFacts {
  private let compiled: CompiledChecklist
  let day: CivilDate
  let siteType: String
  private let referenced: ReferencedObservations
  /// By item; read from the task when the first rule asks.
  private var values: [Int: ObservationValue]?
  private var standings: [Int: Standing] = [:]

  /// Whether an item applies at the site.
  enum Standing {
    case applies
    /// With the condition's reason; empty where the site types say it.
    case doesNotApply(String)
    /// The condition depends on what was not observed, in words.
    case open(String)
  }

  init(compiled: CompiledChecklist, task: borrowing InspectionTask) {
    self.compiled = compiled
    day = task.inspection.day
    siteType = task.site.type
    referenced = task.referenced
  }

  /// Each item's is worked out once; conditions that build on each other end, as the compiled checklist has
  /// made sure.
  mutating func standing(of item: Int) throws(TaskChecker.Misfit) -> Standing {
    if let known = standings[item] { return known }
    let standing = try findStanding(of: item)
    standings[item] = standing
    return standing
  }

  private mutating func findStanding(of index: Int) throws(TaskChecker.Misfit) -> Standing {
    let item = compiled.checklist.items[index]
    if !item.siteTypes.isEmpty, !item.siteTypes.contains(siteType) { return .doesNotApply("") }
    guard let condition = compiled.conditions[index] else { return .applies }
    switch try condition.decide(nil, &self, item: item.id) {
    case true: return .applies
    case false: return .doesNotApply("does not apply: \(condition.words(nil, &self))")
    default: return .open("it is not known whether it applies: \(condition.words(nil, &self))")
    }
  }

  mutating func reference(to item: Int) throws(TaskChecker.Misfit) -> ReferencedItem {
    switch try standing(of: item) {
    case .doesNotApply: return .notApplicable
    case .open: return .notObserved
    case .applies: break
    }
    switch try value(of: item) {
    case nil: return .notObserved
    case .notApplicable: return .notApplicable
    case .assumedPass:
      // What passes is known of a boolean only.
      guard case .answer(let expected) = compiled.checklist.items[item].requirement.rule else {
        return .notObserved
      }
      return .observed(.boolean(expected))
    case .some(let value): return .observed(value)
    }
  }

  private mutating func value(of item: Int) throws(TaskChecker.Misfit) -> ObservationValue? {
    if let values { return values[item] }
    var reader = ColumnReader(referenced.columns)
    var read: [Int: ObservationValue] = [:]
    guard referenced.items.count == referenced.columns.codes.count else {
      throw .codeCount(referenced.columns.codes.count, expected: referenced.items.count)
    }
    for (item, code) in zip(referenced.items, referenced.columns.codes) {
      guard compiled.checklist.items.indices.contains(item) else {
        throw .itemOutOfRange(item, count: compiled.checklist.items.count)
      }
      guard let code = ObservationColumns.Code(rawValue: code) else { throw .unknownCode(code) }
      read[item] = try reader.next(code, item: compiled.checklist.items[item].id)
    }
    values = read
    return read[item]
  }
}
