import Figures
import Foundation
import Inspection
import Ledger
import TestSupport
import Testing

@Suite struct BulletinTests {
  private static let path = "/v1/bulletin?region=3301&at=2026-11-01"

  @Test func itIsTheSameBytesAndNoOnesMarkup() async throws {
    try await LoopbackAPI.run { api in
      for language in ["", "&lang=en", "&lang=zh"] {
        let page = try await api.get(Self.path + language)
        #expect(page.text == (try await api.get(Self.path + language)).text)
        #expect(page.text.contains("&lt;b&gt;第一小学&lt;/b&gt;"))
        #expect(!page.text.contains("<b>第一小学"))
        let markdown = try await api.get(Self.path + language + "&format=md")
        #expect(markdown.text.contains("\\<b\\>第一小学"))
        // For programs it is the same to whomever asks.
        let table = try await api.get(Self.path + language + "&format=csv")
        #expect(table.text.hasPrefix("rank,code,region,laggard,"))
        #expect(table.headers["content-language"] == nil)
      }
    }
  }

  @Test(arguments: [
    ("", "*", "en"), ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("&lang=zh", "*", "zh"), ("&lang=zh", "en", "zh"),
    ("&lang=en", "zh-CN", "en"), ("", "fr", "en"),
  ])
  func itIsInTheLanguageThatIsAskedFor(_ query: String, _ preferred: String, _ expected: String) async throws
  {
    try await LoopbackAPI.run { api in
      let headers = ["Accept-Language": preferred]
      let page = try await api.get(Self.path + query, headers: headers)
      let markdown = try await api.get(Self.path + query + "&format=md", headers: headers)
      let isChinese = expected == "zh"
      for answer in [page, markdown] {
        #expect(answer.headers["content-language"] == (isChinese ? "zh-Hans" : "en"))
        #expect(answer.headers["vary"]?.contains("Accept-Language") ?? false == query.isEmpty)
        #expect(answer.text.contains(isChinese ? "督查通报：杭州市" : "Bulletin: 杭州市"))
        #expect(
          answer.text.contains(
            isChinese
              ? "数据截至2026年11月1日 00:00（时间均为 UTC）。办结率：82%（41 / 50）。未销号 9 项，其中重大 3 项。"
              : "As of 1 Nov 2026, 00:00 (all times are UTC). Settlement rate: 82% (41 of 50). Open: 9, of these major: 3."
          ), "\(answer.text)")
      }
      #expect(page.text.contains(isChinese ? "<html lang=\"zh-Hans\">" : "<html lang=\"en\">"))
    }
  }

  @Test(arguments: ["de", "zh-CN", "ZH"]) func anotherLanguageIsRefused(_ language: String) async throws {
    try await LoopbackAPI.run { api in
      let answer = try await api.get(Self.path + "&lang=\(language)")
      #expect(answer.status == 400)
      #expect(answer.text.contains("\(language)\\\" is not one of en, zh"), "\(answer.text)")
    }
  }

  @Test func theFileOfTheCommandIsNamedAsEver() async throws {
    try await withTemporaryFolder { folder in
      try await LoopbackAPI.run { api in
        let (code, text) = await HazardctlContractTests.run(
          ["bulletin", "--region", "3301", "--at", "2026-11-01", "--lang", "zh", "--out", folder.path], api)
        #expect(code == 0, "\(text)")
        let file = folder.appendingPathComponent("bulletin-3301-2026-11-01.html")
        #expect(text == "\(file.path)\n")
        let page = try await api.get(Self.path + "&lang=zh")
        #expect(try Data(contentsOf: file) == page.body)
      }
    }
  }

  /// But for what is called so in every language: ids, and what people wrote.
  @Test(arguments: FigureName.allCases) func nothingOfItIsLeftInEnglish(_ figure: FigureName) async throws {
    try await LoopbackAPI.run { api in
      let path = Self.path + "&lang=zh&by=\(figure.name)"
      let page = try await api.get(path).text.replacing(#/<style>[^<]*<\/style>|<[^>]*>/#, with: " ")
      let data = [
        Fixtures.hazard().id.description, Fixtures.hazard().itemText, "&lt;b&gt;", "&lt;/b&gt;", "<b\\>",
        "</b\\>",
        "fire-1", "s1", "UTC",
      ]
      for text in [page, try await api.get(path + "&format=md").text] {
        let rest = data.reduce(text) { $0.replacing($1, with: "") }
        #expect(rest.firstMatch(of: #/[A-Za-z]+/#)?.output == nil, "\(text)")
      }
    }
  }

  @Test(arguments: FigureName.allCases) func everyShareStandsInItOnce(_ figure: FigureName) async throws {
    try await LoopbackAPI.run { api in
      for language in ["en", "zh"] {
        let text = try await api.get(Self.path + "&format=md&lang=\(language)&by=\(figure.name)").text
        let head = try #require(text.split(separator: "\n").first { $0.hasPrefix("| ") })
        let names = head.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
          $0 != ""
        }
        #expect(Set(names).count == names.count, "\(head)")
      }
    }
  }
}
