import Testing

/// The built programs on a real broker.
///
/// One after the other: each test runs a whole fleet, which a small machine has room for once.
@Suite(.serialized)
struct EndToEndTests {}
