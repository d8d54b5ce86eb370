/// The settings as documentation: a table in Markdown for each section.
package enum SettingsTable {
  package static var markdown: String {
    Settings.sections.filter { $0 != "plugins" }.map { section in
      let rows = Settings.all.filter { $0.section == section }.map(row)
      return (["## \(section)", "", "| key | must be | default | environment | option | |", divider] + rows)
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static let divider = "| --- | --- | --- | --- | --- | --- |"

  private static func row(_ setting: SettingDescription) -> String {
    let fallback =
      switch setting.fallback {
      case .value(let text): "`\(text)`"
      case .words(let text): text
      }
    let option = setting.option.map { "`\($0)`" } ?? ""
    return
      "| `\(setting.key)` | \(setting.form) | \(fallback) | `\(setting.environment)` | \(option) | \(setting.help) |"
  }
}
