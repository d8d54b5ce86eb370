/// Waits for a value to be there. The deadline only ends a test that would never pass, so it is generous.
///
/// - Parameter check: nil for "not yet".
func eventually<Value>(
  _ what: String, within deadline: Duration = .seconds(120), _ check: () async throws -> Value?
) async throws -> Value {
  let end = ContinuousClock.now + deadline
  while true {
    if let value = try await check() { return value }
    guard .now < end else { throw Trouble("never came true within \(deadline): \(what)") }
    try await Task.sleep(for: .milliseconds(20))
  }
}
