/// A statement that is executed for every record: its arguments go to the driver as they are, without a box for each.
///
/// It is one of the connection's cached statements and lives as long as these do.
struct HotStatement {
  private let driver: any SQLStatement

  init(_ db: Database, _ sql: String) throws {
    driver = try db.cachedStatement(sql: sql).driver
  }

  /// Executes a statement that returns no rows.
  ///
  /// - Parameter arguments: in the order of the statement's question marks.
  func run<each Argument: SQLConvertible>(_ arguments: repeat each Argument) throws {
    bind(repeat each arguments)
    try driver.execute()
  }

  /// How many rows each execution since this was asked last inserted, changed or deleted.
  func takeChanges() throws -> [Int] { try driver.takeChanges() }

  private func bind<each Argument: SQLConvertible>(_ arguments: repeat each Argument) {
    var index = 0
    func next(_ argument: some SQLConvertible) {
      argument.bind(to: driver, at: index)
      index += 1
    }
    repeat next(each arguments)
  }
}
