/// The observations of one task, in columns: one code a check, and the values of each kind in order.
///
/// A check's value is the next unread one of its kind's column, so the columns are read front to back.
package struct ObservationColumns: Sendable, Hashable {
  /// What stands in a check's place in `codes`.
  package enum Code: UInt8, Sendable, CaseIterable {
    case absent = 0
    case no = 1
    case yes = 2
    case number = 3
    case choice = 4
    case date = 5
    case text = 6
    case notApplicable = 7
    case assumedPass = 8
    /// How many, and then each of them, stand in `choices`.
    case choices = 9
    /// How many there are stands in `choices`, each of them in `numbers`.
    case numbers = 10
  }

  package var codes: [UInt8] = []
  package var numbers: [Double] = []
  /// Positions among the options of each choice item, and how many values other items have.
  package var choices: [UInt32] = []
  /// Days since 1970-01-01.
  package var dates: [Int32] = []
  package var texts: [String] = []

  package init() {}

  package mutating func append(_ value: ObservationValue?) {
    switch value {
    case nil: codes.append(Code.absent.rawValue)
    case .boolean(let value): codes.append(value ? Code.yes.rawValue : Code.no.rawValue)
    case .number(let value):
      codes.append(Code.number.rawValue)
      numbers.append(value)
    case .choice(let index):
      codes.append(Code.choice.rawValue)
      choices.append(UInt32(clamping: index))
    case .date(let date):
      codes.append(Code.date.rawValue)
      dates.append(date.days)
    case .text(let text):
      codes.append(Code.text.rawValue)
      texts.append(text)
    case .choices(let indexes):
      codes.append(Code.choices.rawValue)
      choices.append(UInt32(clamping: indexes.count))
      choices.append(contentsOf: indexes.map(UInt32.init(clamping:)))
    case .numbers(let values):
      codes.append(Code.numbers.rawValue)
      choices.append(UInt32(clamping: values.count))
      numbers.append(contentsOf: values)
    case .notApplicable: codes.append(Code.notApplicable.rawValue)
    case .assumedPass: codes.append(Code.assumedPass.rawValue)
    }
  }

  package mutating func removeAll() {
    codes.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    choices.removeAll(keepingCapacity: true)
    dates.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
  }
}
