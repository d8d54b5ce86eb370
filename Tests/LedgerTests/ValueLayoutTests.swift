import Inspection
import Ledger
import Testing

/// Async functions keep their values aligned to 16 bytes at most (see `Counters`).
@Suite struct ValueLayoutTests {
  @Test func answersOfTheLedgerMayCrossAnAwait() {
    let widest = [
      MemoryLayout<OutcomeCounts>.alignment, MemoryLayout<HazardTotals>.alignment,
      MemoryLayout<LedgerOverview>.alignment, MemoryLayout<RegionTotals>.alignment,
      MemoryLayout<CampaignStatus>.alignment, MemoryLayout<CampaignDetail>.alignment,
      MemoryLayout<ItemTotals>.alignment, MemoryLayout<HazardSummary>.alignment,
    ].max()
    #expect(widest == 8)
  }
}
