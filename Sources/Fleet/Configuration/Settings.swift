import Inspection
import Logging

/// The settings of all programs. What people read about them, in `docs/configuration.md`, in `--help` and in errors, is
/// made from this table.
package enum Settings {
  // MARK: kafka

  package static let bootstrapServers = Setting<String?>.text(
    "kafka.bootstrap.servers", form: "brokers as host:port, separated by commas", otherwise: "required",
    option: "--bootstrap", "Kafka brokers to begin with, as host:port, separated by commas.")

  // MARK: topics

  package static let prefix = Setting<String>.text(
    "topics.prefix", form: "1 to 200 letters (a to z), digits, dots, hyphens and underscores",
    default: "hazardfleet", option: "--prefix",
    "What the names of topics and groups begin with, so that several fleets can share a cluster."
  ) { $0.wholeMatch(of: /[A-Za-z0-9._-]{1,200}/) != nil }

  package static let replicationFactor = Setting<Int>.number(
    "topics.replicationFactor", 1...100, default: 1,
    "Copies of every record, of topics that are created.")

  package static let minInsyncReplicas = Setting<Int>.number(
    "topics.minInsyncReplicas", 1...100, default: 1,
    "How many copies must be there for a write to count, of topics that are created.")

  package static let retryTiers = Setting<[RetryTier]>(
    "topics.retryTiers", form: "a list of different times of 1s to 24h, such as [5s, 1m, 10m]",
    default: RetryTier.standard,
    shown: .value(RetryTier.standard.map(\.name).joined(separator: ",")),
    "How long a task that failed for the moment waits for its next attempts, a topic for each."
  ) { text in
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
    let tiers = names.compactMap(RetryTier.init)
    return tiers.count == names.count && Set(names).count == names.count ? tiers : nil
  }

  /// By role.
  package static let partitions: [String: Setting<Int>] = Dictionary(
    uniqueKeysWithValues: TopicSettings.defaultPartitions.filter { !TopicSettings.ordered.contains($0.key) }
      .map { role, count in
        (
          role,
          .number(
            "topics.partitions.\(role)", 1...10_000, default: count,
            "Partitions of \(severalTopics[role] ?? "the topic \(role)"), where it is created."
          )
        )
      })

  private static let severalTopics = [
    "tasks.retry": "each tasks.retry topic",
    "tasks.newer": "the topics of tasks that only a later release understands (docs/operations.md)",
  ]

  // MARK: log

  package static let logLevel = Setting<String>.choice(
    "log.level", Logger.Level.allCases.map(\.rawValue), default: "info", option: "--log-level",
    "What is logged: this and what is graver.")

  package static let logFormat = Setting<String>.choice(
    "log.format", ["text", "json"], default: "text", option: "--log-format",
    "text for people, json for log collectors.")

  // MARK: tracing

  package static let tracingEndpoint = Setting<String?>.text(
    "tracing.endpoint", form: "an address such as http://collector:4318",
    otherwise: "what OTEL_EXPORTER_OTLP_ENDPOINT says, else nothing is traced",
    "Where traces are sent, by OTLP over HTTP (JSON); /v1/traces is put behind it.")

  package static let tracedOneIn = Setting<Int>.number(
    "tracing.oneIn", 1...1_000_000_000, default: 1_000,
    "Of so many tasks of a launch (or a re-inspection), one is traced on its way to the ledger.")

  // MARK: worker

  package static let workerName = Setting<String?>.text(
    "worker.name", form: "a name", otherwise: "host name and process id, new after a restart",
    option: "--name",
    "A name of its own that stays the same over restarts: results carry it, and a restart under it takes the same partitions back at once."
  )

  package static let slots = Setting<Int?>.number(
    "worker.slots", 1...1_024, otherwise: "the number of processors", option: "--slots",
    "Batches that are checked at the same time.")

  package static let window = Setting<Int>.number(
    "worker.window", 1...1_000_000, default: 5_000, option: "--window",
    "Unfinished tasks of one partition at most.")

  package static let probes = Setting<Int>.number(
    "worker.probes", 1...50_000, default: 64, option: "--probes",
    "Tasks whose probes run at the same time.")

  package static let parkAfter = Setting<Int>.number(
    "worker.parkAfter", 1...86_400, default: 5, option: "--park-after",
    "Seconds after which a task that holds its partition up is sent to the long lane.")

  package static let connectionsPerHost = Setting<Int>.number(
    "worker.connectionsPerHost", 1...10_000, default: 8,
    "Probes that ask one host and port at the same time.")

  package static let trustRoots = Setting<String?>.text(
    "worker.trustRoots", form: "a PEM file", otherwise: "the system's",
    "The certificates that https and tls probes trust as roots.")

  package static let workerEvidence = Setting<String?>.text(
    "worker.evidence", form: "a folder", otherwise: "none, references are taken at their word",
    "Where photos and documents lie that observations refer to.")

  package static let workerStatus = Setting<String?>.text(
    "worker.status", form: "host:port", otherwise: "nowhere", option: "--status",
    "Where /healthz, /readyz and /metrics are served, as host:port; port 0 takes a free one.")

  // MARK: aggregator

  package static let aggregatorName = Setting<String?>.text(
    "aggregator.name", form: "a name", otherwise: "none", option: "--name",
    "A name of its own that stays the same over restarts: a restart under it takes the same partitions back at once."
  )

  package static let database = Setting<String>.text(
    "aggregator.database", form: "a file, or postgresql://user@host/database",
    default: "hazardfleet.sqlite", option: "--database",
    "The ledger: a SQLite file, or postgresql://user@host/database.")

  package static let databasePasswordFile = Setting<String?>.text(
    "aggregator.databasePasswordFile", form: "a file", otherwise: "PGPASSWORD, PGPASSFILE or ~/.pgpass",
    option: "--database-password-file", "A file with the password for PostgreSQL in its first line.")

  package static let replica = Setting<String?>.text(
    "aggregator.replica", form: "postgresql://user@host/database", otherwise: "the database itself",
    option: "--replica", "Where queries go, of a ledger in PostgreSQL: the address of a replica.")

  package static let listen = Setting<String>.text(
    "aggregator.listen", form: "host:port", default: "127.0.0.1:8480", option: "--listen",
    "Where the API is served, as host:port; port 0 takes a free one.")

  package static let access = Setting<String?>.choice(
    "aggregator.access", ["open", "tokens"], otherwise: "open on the loopback interface, tokens elsewhere",
    option: "--access",
    "open: whoever reaches the address may do everything; tokens: only with a token, see hazard-aggregator token."
  )

  package static let requestsPerMinute = Setting<Int>.number(
    "aggregator.requestsPerMinute", 0...1_000_000_000, default: 6_000,
    "Requests a minute that one token may make; 0 for no limit.")

  package static let allowedOrigin = Setting<String?>.text(
    "aggregator.allowedOrigin", form: "an origin such as https://portal.example.org", otherwise: "none",
    "The one other site whose pages may use the API from browsers (CORS).")

  package static let tlsCertificate = Setting<String?>.text(
    "aggregator.tlsCertificate", form: "a PEM file", otherwise: "none, plain HTTP is served",
    option: "--tls-certificate", "Serve HTTPS with this PEM certificate chain.")

  package static let tlsKey = Setting<String?>.text(
    "aggregator.tlsKey", form: "a PEM file", otherwise: "none", option: "--tls-key",
    "The certificate's key in PEM.")

  package static let jwtIssuer = Setting<String?>.text(
    "aggregator.jwtIssuer", form: "an address", otherwise: "none",
    "An identity provider whose JSON Web Tokens are taken, found by OpenID Connect Discovery.")

  package static let jwtAudience = Setting<String?>.text(
    "aggregator.jwtAudience", form: "a text", otherwise: "none, required beside jwtIssuer and jwtKeys",
    "Whom a JSON Web Token must be for.")

  package static let jwtKeys = Setting<String?>.text(
    "aggregator.jwtKeys", form: "a JSON file", otherwise: "the identity provider's own",
    "The keys that sign JSON Web Tokens (JWKS).")

  package static let jwtRolesClaim = Setting<String>.text(
    "aggregator.jwtRolesClaim", form: "a text", default: "hazardfleet_roles",
    "The claim of a JSON Web Token that names roles.")

  package static let jwtRegionClaim = Setting<String>.text(
    "aggregator.jwtRegionClaim", form: "a text", default: "hazardfleet_region",
    "The claim of a JSON Web Token that names the region.")

  package static let events = Setting<Bool>.flag(
    "aggregator.events", default: false, option: "--events",
    "Publish what happens to hazards on the topic events, as CloudEvents.")

  package static let notifications = Setting<String?>.text(
    "aggregator.notifications", form: "a YAML file", otherwise: "nobody", option: "--notifications",
    "A YAML file of subscriptions: who is told what by webhooks and e-mail.")

  package static let aggregatorEvidence = Setting<String?>.text(
    "aggregator.evidence", form: "a folder", otherwise: "none are taken", option: "--evidence",
    "A folder in which photos and documents that are sent are kept, by the hashes of their contents.")

  package static let map = Setting<String?>.text(
    "aggregator.map", form: "a GeoJSON file", otherwise: "no map", option: "--map",
    "A GeoJSON file of the regions' borders, each with its code, for the dashboard's map.")

  /// All of them, section by section.
  package static let all: [SettingDescription] =
    [
      bootstrapServers.about, prefix.about, replicationFactor.about, minInsyncReplicas.about,
      retryTiers.about,
    ] + partitions.values.map(\.about).sorted { $0.name < $1.name } + [
      logLevel.about, logFormat.about, tracingEndpoint.about, tracedOneIn.about,
      workerName.about, slots.about, window.about, probes.about, parkAfter.about, connectionsPerHost.about,
      trustRoots.about, workerEvidence.about, workerStatus.about,
      aggregatorName.about, database.about, databasePasswordFile.about, replica.about, listen.about,
      access.about, requestsPerMinute.about, allowedOrigin.about, tlsCertificate.about, tlsKey.about,
      jwtIssuer.about, jwtAudience.about, jwtKeys.about, jwtRolesClaim.about, jwtRegionClaim.about,
      events.about, notifications.about, aggregatorEvidence.about, map.about,
    ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  static let byEnvironment = Dictionary(uniqueKeysWithValues: all.map { ($0.environment, $0) })
  /// In the order in which they are shown. The keys of `kafka` are librdkafka's, those of `plugins` the reader's own.
  static let sections = ["kafka", "topics", "log", "tracing", "worker", "plugins", "aggregator"]
}
