import Testing

/// Every parser of outside bytes, given damaged ones: a short run from a fixed seed, or for as long as
/// `HAZARDFLEET_FUZZ_MINUTES` says (`make fuzz`).
@Suite(.serialized) struct FuzzTests {
  @Test(arguments: FuzzTargets.all) func nothingButRefusals(_ target: FuzzTarget) throws {
    try Fuzzer(target).run()
  }
}
