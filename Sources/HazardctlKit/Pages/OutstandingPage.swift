enum OutstandingPage {
  static func list(_ reply: OutstandingReply, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No such task.\n" }
    var table = Table([.number("FIRST"), .number("LAST"), .number("TASKS")])
    for range in reply.items {
      // Seqs are names, not amounts: no commas, so that they can be searched for.
      table.add([.init(String(range.first)), .init(String(range.last)), .count(range.last - range.first + 1)])
    }
    let shown = reply.items.reduce(0) { $0 + $1.last - $1.first + 1 }
    let more = reply.next.map { " More: --cursor \(SafeText.line($0)), or --all." } ?? ""
    return table.rendered(width: console.width, colors: console.colors)
      + "\n\(NumberText.count(shown)) of \(NumberText.count(reply.total)) tasks.\(more)\n"
  }
}
