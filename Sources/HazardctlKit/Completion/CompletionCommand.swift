import ArgumentParser

struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print what has a shell complete hazardctl's command lines.",
    discussion: """
      Campaigns and regions are completed as the API knows them; it is asked each time, for three seconds at most, or
      for HAZARDCTL_COMPLETION_SECONDS.

      EXAMPLES:
        hazardctl completion bash > /etc/bash_completion.d/hazardctl
        hazardctl completion zsh > ~/.zfunc/_hazardctl
        hazardctl completion fish > ~/.config/fish/completions/hazardctl.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    var parsers: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    try Surroundings.current.console.print(Hazardctl.completionScript(for: shell.parsers) + "\n")
  }
}
