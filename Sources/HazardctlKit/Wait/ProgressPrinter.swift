/// Shows progress on standard error: one line that is drawn over on a terminal, a line now and then elsewhere.
struct ProgressPrinter {
  private static let linesEvery = 10.0

  private let console: Console
  private var lastText = ""
  private var lastTime: Double?
  private var isDrawn = false

  init(console: Console) {
    self.console = console
  }

  mutating func show(_ campaign: CampaignReply, rate: Double?, at time: Double) {
    if console.canRedraw {
      console.printError("\r\u{1B}[K" + ProgressText.bar(campaign, rate: rate))
      isDrawn = true
      return
    }
    let text = ProgressText.line(campaign, rate: rate)
    let isDue = lastTime.map { time - $0 >= Self.linesEvery } ?? true
    guard text != lastText, isDue || campaign.isFinal else { return }
    console.printError(text + "\n")
    lastText = text
    lastTime = time
  }

  /// Says something beside the progress.
  mutating func note(_ text: String) {
    finish()
    console.printError(text + "\n")
  }

  /// Leaves the drawn line as it is and begins a new one.
  mutating func finish() {
    if isDrawn { console.printError("\n") }
    isDrawn = false
  }
}
