import Foundation
import NIOCore
import NIOPosix

/// Hands a message to a mail server (RFC 5321), in clear: a server that wants TLS is reached by a relay on this machine.
enum SMTP {
  /// What the server answered instead of what was wanted.
  struct Refusal: Error, Hashable, CustomStringConvertible {
    var code: Int
    var text: String

    /// Whether it will be the same another time.
    var isFinal: Bool { code >= 500 }
    var description: String { "the mail server answered \(code) \(text)" }
  }

  /// The server hung up, or said what is no answer.
  struct Broken: Error, Hashable, CustomStringConvertible {
    var description: String
  }

  private static let patience = Duration.seconds(30)

  /// - Throws: `Refusal`, or why the server cannot be talked to.
  static func send(_ message: MailMessage, by target: Subscription.Mail) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await talk(message, target) }
      group.addTask {
        try await Task.sleep(for: patience)
        throw Broken(description: "it did not answer within \(patience)")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static func talk(_ message: MailMessage, _ target: Subscription.Mail) async throws {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(10))
      .connect(host: target.host, port: target.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, outbound in
      var answers = Answers(inbound.makeAsyncIterator())
      func say(_ line: String, _ wanted: Int) async throws {
        try await outbound.write(ByteBuffer(string: line + "\r\n"))
        try await answers.expect(wanted)
      }
      try await answers.expect(220)
      try await say("EHLO \(ProcessInfo.processInfo.hostName)", 250)
      if let login = target.login {
        let plain = Data("\0\(login.user)\0\(login.password)".utf8).base64EncodedString()
        try await say("AUTH PLAIN \(plain)", 235)
      }
      try await say("MAIL FROM:<\(target.from)>", 250)
      for receiver in target.to { try await say("RCPT TO:<\(receiver)>", 250) }
      try await say("DATA", 354)
      // A line that begins with a dot gets another one, since a dot alone ends the message.
      let lines = message.text.split(separator: "\r\n", omittingEmptySubsequences: false)
      let escaped = lines.map { $0.hasPrefix(".") ? ".\($0)" : String($0) }.joined(separator: "\r\n")
      try await say(escaped + ".", 250)
      // It is delivered; whether the server says goodbye does not matter.
      try? await say("QUIT", 221)
    }
  }

  /// The server's answers, of one or several lines each.
  private struct Answers {
    private static let longestLine = 8_192
    private var chunks: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var rest: [UInt8] = []

    init(_ chunks: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator) {
      self.chunks = chunks
    }

    mutating func expect(_ wanted: Int) async throws {
      var line = try await line()
      // All lines but the last have a hyphen behind the code.
      while line.dropFirst(3).first == "-" { line = try await self.line() }
      guard let code = Int(line.prefix(3)) else {
        throw Broken(description: "it said \"\(line.prefix(80))\"")
      }
      guard code == wanted else { throw Refusal(code: code, text: String(line.dropFirst(4).prefix(200))) }
    }

    private mutating func line() async throws -> String {
      while true {
        if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          let line = String(decoding: rest[..<end], as: UTF8.self)
          rest.removeSubrange(...end)
          return line.last == "\r" ? String(line.dropLast()) : line
        }
        guard rest.count <= Self.longestLine else {
          throw Broken(description: "it said a line without an end")
        }
        guard let chunk = try await chunks.next() else { throw Broken(description: "it hung up") }
        rest += chunk.readableBytesView
      }
    }
  }
}
