import Dashboard
import Foundation
import Inspection
import Testing

@Suite struct LanguageTests {
  @Test(arguments: [
    ("", Language.english), ("zh-CN,zh;q=0.9,en;q=0.8", .chinese), ("en;q=0.5, zh;q=0.7", .chinese),
    ("fr, de;q=0.9", .english), ("fr, zh-Hant;q=0.1", .chinese), ("zhx", .english), ("en-GB", .english),
    ("zh;q=0", .english), (";;,,q=", .english),
  ])
  func theBrowsersLanguageIsTaken(_ header: String, _ language: Language) {
    #expect(Language(acceptLanguage: header) == language)
  }

  /// Every phrase in the sources: both texts, the same places to fill, Chinese in Chinese.
  @Test func everyPhraseIsThereInBothLanguages() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Dashboard/Language/Phrases")
    var count = 0
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      let source = try String(contentsOf: file, encoding: .utf8)
      let phrase = #/Phrase\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\)/#
      for match in source.matches(of: phrase) {
        let (english, chinese) = (String(match.1), String(match.2))
        count += 1
        #expect(!english.isEmpty && !chinese.isEmpty, "\(english) | \(chinese)")
        #expect(english.allSatisfy { !Self.isChinese($0) }, "\(english)")
        #expect(chinese.contains(where: Self.isChinese) || !english.contains(where: \.isLetter), "\(chinese)")
        #expect(Self.places(english) == Self.places(chinese), "\(english) | \(chinese)")
      }
      #expect(
        source.matches(of: phrase).count == source.matches(of: #/= Phrase\(/#).count,
        "\(file.lastPathComponent)")
    }
    #expect(count > 250)
  }

  @Test(arguments: [
    ("answered no, required yes, item A-1", "回答“否”，应为“是”（检查项 A-1）"),
    ("pressure 0.7 MPa is below 1 MPa, item EXT-2 (GB 50444)", "压力 0.7 MPa 低于 1 MPa（检查项 EXT-2 (GB 50444)）"),
    ("12.5 is above 10, item B", "12.5 高于 10（检查项 B）"),
    ("sound level 91 dB is not below 90 dB", "声级 91 dB 不低于 90 dB"),
    ("\"worn\" is not among good, new, item C", "“worn”不属于合格选项（good, new）（检查项 C）"),
    ("2025-01-02 is more than 1 year before 2026-11-02", "2025-01-02 距检查日 2026-11-02 超过 1 年"),
    ("expired on 2026-10-01, inspected on 2026-11-02, item D", "已于 2026-10-01 过期，检查日期 2026-11-02（检查项 D）"),
    ("2 chosen, required 3..5", "已选 2 项，要求 3..5"),
    // What nobody has put into Chinese stays as it was said.
    ("none of a, b was chosen, item E", "none of a, b was chosen, item E"),
    ("answered perhaps, required yes", "answered perhaps, required yes"), ("", ""),
  ])
  func whyACheckFailedIsSaidInChinese(_ reason: String, _ chinese: String) {
    #expect(Samples.viewer(.chinese).reason(reason) == chinese)
    #expect(Samples.viewer(.english).reason(reason) == reason)
  }

  private static func isChinese(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private static func places(_ text: String) -> [String] {
    text.matches(of: #/%\d/#).map { String($0.0) }.sorted()
  }

  @Test func whatIsFilledInIsNotFilledAgain() {
    #expect(Phrase("%1 of %2, 3%", "%1/%2").text(.english, "%2", "5") == "%2 of 5, 3%")
  }

  @Test func numbersAndTimesAreWrittenAsTheLanguageHasThem() {
    let (english, chinese) = (Samples.viewer().formats, Samples.viewer(.chinese).formats)
    let time = Timestamp(milliseconds: 1_795_000_000_000)  // 2026-11-18T10:26:40Z
    #expect(english.time(time) == "18 Nov 2026, 19:06" || english.time(time) == "18 Nov 2026, 18:26")
    #expect(chinese.time(time).hasPrefix("2026年11月18日 "))
    #expect(english.number(1_370_000) == "1,370,000")
    #expect(english.number(-1_000) == "−1,000")
    #expect(english.percent(0.99999) == "99.9%")
    #expect(english.percent(0.00001) == "0.1%")
    #expect(english.percent(1) == "100%")
    #expect(english.percent(0.985) == "98.5%")
    #expect(english.percent(nil) == "–")
    #expect(english.duration(3 * 86_400_000) == "3 d")
    #expect(chinese.duration(3_600_000) == "1 小时")
    #expect(chinese.month("2026-03") == "2026年3月")
  }
}
