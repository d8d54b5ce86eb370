import Foundation
import PostgresLedger
import Synchronization

/// A PostgreSQL server of this test process, on a free port of the loopback, in a folder that goes with it. What it
/// holds need not survive anything, so nothing is forced to the disk.
///
/// Its order of texts is that of a language, not of bytes, as a district's server may have it.
package final class PostgresServer: Sendable {
  /// Of the process: made when it is asked for first.
  package static let shared = Result { try PostgresServer() }

  package let port: Int
  private let serial = Atomic<Int>(0)
  /// Ends the server when this object or this process ends, however it does: the other end of the pipe is closed then.
  private let lifeline: FileHandle
  private static let servers = Atomic<Int>(0)

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// A server with nothing in it.
  package convenience init() throws {
    try self.init { programs, data in
      [
        "\(programs)/initdb", "-D", data, "-U", "ledger", "--auth=trust", "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=icu", "--icu-locale=en-US", "--no-sync",
      ]
    }
  }

  /// A hot standby that follows another server.
  package convenience init(following server: PostgresServer) throws {
    try self.init { programs, data in
      [
        "\(programs)/pg_basebackup", "-D", data, "-d", server.address("postgres"), "--write-recovery-conf",
        "--checkpoint=fast", "--no-sync",
      ]
    }
  }

  /// - Parameter filling: the command that fills the data's folder, by the folder of the programs and that folder.
  private init(_ filling: (String, String) -> [String]) throws {
    guard let programs = Self.programs() else {
      throw Failure(description: "PostgreSQL is not installed here: \"make setup\" installs it")
    }
    let number = Self.servers.add(1, ordering: .relaxed).newValue
    let folder = URL(fileURLWithPath: "/tmp/hazardfleet-postgres-\(getpid())-\(number)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The server refuses to run as root.
    let user = getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    if !user.isEmpty { try Self.run(["chown", "postgres", folder.path]) }
    let data = folder.appendingPathComponent("data").path
    try Self.run(user + filling(programs, data))
    port = try Self.freePort()
    let settings = [
      "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "synchronous_commit=off",
      "full_page_writes=off", "autovacuum=off", "max_connections=200", "shared_buffers=64MB",
      "max_wal_size=1GB", "log_min_messages=fatal",
    ]
    let command =
      user + ["\(programs)/postgres", "-D", data, "-p", "\(port)"] + settings.flatMap { ["-c", $0] }
    lifeline = try Self.start(command, folder: folder.path)
    try waitUntilReady("\(programs)/pg_isready")
  }

  /// The address of a database, which need not be there yet.
  package func address(_ database: String) -> String {
    "postgresql://ledger@127.0.0.1:\(port)/\(database)"
  }

  /// A name that no database of this server has.
  package func freshName() -> String { "test\(serial.add(1, ordering: .relaxed).newValue)" }

  /// Executes a statement in the database that every server has.
  package func maintain(_ statement: String) throws {
    try PostgresAddress(address("postgres")).execute(statement)
  }

  /// Debian keeps the server's programs apart, by version.
  private static func programs() -> String? {
    let versions = "/usr/lib/postgresql"
    let folders = ((try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? [])
      .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(versions)/\($0)/bin" }
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (folders + path).first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
  }

  private static func run(_ command: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(command.joined(separator: " ")): \(text)")
    }
  }

  /// A shell that starts the server, waits for the end of its own input, and ends the server then.
  private static func start(_ command: [String], folder: String) throws -> FileHandle {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      [
        "-c",
        """
        trap '' INT TERM HUP
        folder=$1; shift
        "$@" & server=$!
        cat >/dev/null
        kill -QUIT "$server"; wait "$server"; rm -rf "$folder"
        """, "sh", folder,
      ] + command
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForReading.close()
    return input.fileHandleForWriting
  }

  private func waitUntilReady(_ program: String) throws {
    let end = Date(timeIntervalSinceNow: 60)
    while true {
      do {
        return try Self.run([program, "-q", "-h", "127.0.0.1", "-p", "\(port)"])
      } catch {
        guard Date() < end else { throw Failure(description: "the PostgreSQL server does not answer") }
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "no socket can be opened") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutableBytes(of: &address) { bytes -> UInt16? in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0
      else { return nil }
      return bytes.load(as: sockaddr_in.self).sin_port
    }
    guard let port else { throw Failure(description: "no port is free") }
    return Int(UInt16(bigEndian: port))
  }
}
