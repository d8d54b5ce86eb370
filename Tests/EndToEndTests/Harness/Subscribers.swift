import Foundation

/// A receiver of webhooks and a mail server, in Python, so that nothing of ours checks itself. What they get stands in a
/// file, a JSON object a line.
struct Subscribers: Sendable {
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  let hook: String
  let mail: String
  private let log: URL

  static func start(_ fleet: Fleet) async throws -> Subscribers {
    let script = try fleet.write(program, to: "subscribers.py")
    let log = fleet.file("subscribers.jsonl")
    let process = try await fleet.startPython(URL(filePath: script), [secret, log.path])
    let ports = try await eventually("the subscribers listen") { () -> [String]? in
      if let exit = process.poll() {
        throw Trouble("the subscribers ended with \(exit): \(process.standardError)")
      }
      let words = process.standardOutput.split(separator: "\n").first?.split(separator: " ").map(String.init)
      return words?.count == 2 ? words : nil
    }
    return Subscribers(hook: "http://127.0.0.1:\(ports[0])", mail: "127.0.0.1:\(ports[1])", log: log)
  }

  /// What came so far.
  func received() throws -> [JSON] {
    guard let text = try? String(contentsOf: log, encoding: .utf8) else { return [] }
    // The last line may be half written.
    return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      try JSON(String($0))
    }
  }

  /// Every second request to /flaky is refused, and so is the first message of all; the HMAC is computed here once more.
  private static let program = """
    import asyncio, base64, email, email.policy, hashlib, hmac, http.server, json, sys, threading, time

    key = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
    out = open(sys.argv[2], "a", buffering=1)
    lock = threading.Lock()
    flaky = 0
    mails = 0

    def note(**what):
        with lock:
            out.write(json.dumps(what) + "\\n")

    class Hook(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_POST(self):
            global flaky
            body = self.rfile.read(int(self.headers["content-length"]))
            sent = self.headers["webhook-timestamp"]
            signed = f"{self.headers['webhook-id']}.{sent}.".encode() + body
            right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
            ok = self.headers["webhook-signature"] == right and abs(time.time() - int(sent)) < 300
            status = 200 if ok else 401
            if self.path == "/flaky" and ok:
                with lock:
                    flaky += 1
                    if flaky % 2:
                        status = 503
            if status != 503:
                note(via=self.path, ok=ok, id=self.headers["webhook-id"],
                     form=self.headers["content-type"], event=json.loads(body))
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()
        def log_message(self, *arguments):
            pass

    async def mail(reader, writer):
        global mails
        def say(line):
            writer.write(line.encode() + b"\\r\\n")
        say("220 test ready")
        sender, receivers, user = "", [], ""
        while line := (await reader.readline()).decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "EHLO":
                say("250-test greets you")
                say("250-AUTH PLAIN")
                say("250 8BITMIME")
            elif verb == "AUTH":
                user = base64.b64decode(line.split(" ")[2]).decode().split("\\0")
                say("235 welcome")
            elif verb == "MAIL":
                sender = line
                mails += 1
                say("451 come back later" if mails == 1 else "250 ok")
            elif verb == "RCPT":
                receivers.append(line)
                say("250 ok")
            elif verb == "DATA":
                say("354 go on")
                lines = []
                while (data := await reader.readline()) != b".\\r\\n":
                    lines.append(data[1:] if data.startswith(b"..") else data)
                message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                note(via="mail", ok=user == ["", "fleet", "pass word"], id=message["message-id"],
                     subject=message["subject"], receivers=receivers, text=message.get_content())
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("500 what?")
        writer.close()

    async def main():
        hooks = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
        threading.Thread(target=hooks.serve_forever, daemon=True).start()
        server = await asyncio.start_server(mail, "127.0.0.1", 0)
        print(hooks.server_address[1], server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(main())

    """
}
