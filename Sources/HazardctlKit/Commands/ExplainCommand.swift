import ArgumentParser

struct ExplainCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Why a hazard is one, and why it has its level and grade.",
    discussion: """
      Says which rule decided, which criterion or combination gave the level, how the grade was computed, whether \
      the item is a red line, which version of the checklist was used, and which findings count.

      EXAMPLES:
        hazardctl explain 357ntpa8q44nm
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @OptionGroup var hazard: HazardArgument

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "hazards", hazard.id, "explanation"])
    try api.show(data, client, as: ExplanationReply.self, page: ExplanationPage.text)
  }
}
