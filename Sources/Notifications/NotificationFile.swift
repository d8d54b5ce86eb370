import Foundation
import Inspection
package import InspectionFormats
import Ledger

/// Reads a file of subscriptions (YAML).
package enum NotificationFile {
  private static let keys = ["retry", "subscriptions"]
  private static let subscriptionKeys = ["id", "events", "levels", "regions", "webhook", "mail"]

  /// - Parameter variables: the environment, that secrets may stand in.
  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package static func read(
    _ input: InputFile, variables: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> NotificationPlan {
    var log = IssueLog()
    var plan = NotificationPlan(subscriptions: [])
    if let root = YAMLObject(input, keys: keys, log: &log) {
      plan.retries = retries(root, log: &log)
      var ids: Set<String> = []
      for object in root.objects("subscriptions", keys: subscriptionKeys, log: &log) {
        guard let subscription = subscription(object, variables, log: &log) else { continue }
        if !ids.insert(subscription.id).inserted {
          log.report(object.location(of: "id"), field: "id", "\"\(subscription.id)\" is given twice")
        }
        plan.subscriptions.append(subscription)
      }
      if !root.has("subscriptions") { log.report(root.location, field: "subscriptions", "is missing") }
    }
    try log.throwIfAny()
    return plan
  }

  private static func retries(_ root: YAMLObject, log: inout IssueLog) -> RetrySchedule {
    var schedule = RetrySchedule()
    guard let retry = root.object("retry", keys: ["attempts", "first", "longest"], log: &log) else {
      return schedule
    }
    if let text = retry.text("attempts", log: &log) {
      if let count = Int(text.text), (1...100).contains(count) {
        schedule.attempts = count
      } else {
        log.report(text.issue("\"\(text.text)\" is no whole number from 1 to 100"))
      }
    }
    schedule.first = duration(retry, "first", log: &log) ?? schedule.first
    schedule.longest = duration(retry, "longest", log: &log) ?? schedule.longest
    if schedule.longest < schedule.first {
      log.report(retry.location(of: "longest"), field: "longest", "is shorter than the first pause")
    }
    return schedule
  }

  private static func duration(_ object: YAMLObject, _ key: String, log: inout IssueLog) -> Duration? {
    guard let text = object.text(key, log: &log) else { return nil }
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
    guard let unit = text.text.last.flatMap({ units[$0] }), let count = Int(text.text.dropLast()),
      (1...86_400).contains(count)
    else {
      log.report(text.issue("\"\(text.text)\" is no time such as 5s, 10m or 1h"))
      return nil
    }
    return .seconds(count * unit)
  }

  private static func subscription(
    _ object: YAMLObject, _ variables: [String: String], log: inout IssueLog
  ) -> Subscription? {
    let id = object.required("id", log: &log)
    if id?.text.isEmpty == true { log.report(object.location(of: "id"), field: "id", "is empty") }
    let types = object.texts("events", log: &log).map { types in
      Set(types.compactMap { known($0, among: HazardChange.types, log: &log) })
    }
    let levels = object.texts("levels", log: &log).map { levels in
      let names = HazardLevel.allCases.map(\.name)
      return Set(levels.compactMap { known($0, among: names, log: &log).flatMap(HazardLevel.init(name:)) })
    }
    let regions = object.texts("regions", log: &log)?.map(\.text)
    for (key, isEmpty) in [
      ("events", types?.isEmpty), ("levels", levels?.isEmpty), ("regions", regions?.isEmpty),
    ] where isEmpty == true {
      log.report(object.location(of: key), field: key, "names nothing; leave it out for everything")
    }
    guard let target = target(object, variables, log: &log), let id else { return nil }
    return Subscription(id: id.text, types: types, levels: levels, regions: regions, target: target)
  }

  private static func known(_ text: LocatedText, among names: [String], log: inout IssueLog) -> String? {
    if names.contains(text.text) { return text.text }
    log.report(
      text.issue(
        "\"\(text.text)\" is none of \(names.joined(separator: ", "))"
          + NearestName.hint(for: text.text, among: names)))
    return nil
  }

  private static func target(
    _ object: YAMLObject, _ variables: [String: String], log: inout IssueLog
  ) -> Subscription.Target? {
    guard object.has("webhook") != object.has("mail") else {
      log.report(object.location, field: "webhook", "give either a webhook or mail")
      return nil
    }
    if let webhook = object.object("webhook", keys: ["url", "secretEnv", "secretFile"], log: &log) {
      return self.webhook(webhook, variables, log: &log).map { .webhook($0) }
    }
    return object.object(
      "mail", keys: ["server", "from", "to", "user", "passwordEnv", "passwordFile"], log: &log
    ).flatMap { mail($0, variables, log: &log) }.map { .mail($0) }
  }

  private static func webhook(
    _ object: YAMLObject, _ variables: [String: String], log: inout IssueLog
  ) -> Subscription.Webhook? {
    let url = object.required("url", log: &log)
    if let url {
      let parts = URLComponents(string: url.text)
      if parts?.scheme != "https" && parts?.scheme != "http" || parts?.host?.isEmpty != false {
        log.report(url.issue("\"\(url.text)\" is no address such as https://example.org/hooks"))
      }
    }
    let text = secret(object, "secret", variables, log: &log)
    guard let url, let text else { return nil }
    guard let secret = WebhookSecret(text) else {
      log.report(
        object.location, field: "secret",
        "must be whsec_ and the Base64 of 24 to 64 bytes (echo whsec_$(openssl rand -base64 32))")
      return nil
    }
    return Subscription.Webhook(url: url.text, secret: secret)
  }

  private static func mail(
    _ object: YAMLObject, _ variables: [String: String], log: inout IssueLog
  ) -> Subscription.Mail? {
    let server = object.required("server", log: &log)
    let from = object.required("from", log: &log)
    let to = object.texts("to", log: &log) ?? []
    if to.isEmpty { log.report(object.location(of: "to"), field: "to", "is missing: name a receiver") }
    for address in to + [from].compactMap(\.self) where !isAddress(address.text) {
      log.report(address.issue("\"\(address.text)\" is no address such as duty@example.org"))
    }
    var login: Subscription.Mail.Login?
    if let user = object.text("user", log: &log) {
      guard let password = secret(object, "password", variables, log: &log) else { return nil }
      login = .init(user: user.text, password: password)
    }
    guard let server, let from else { return nil }
    let parts = server.text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let host = parts.first, !host.isEmpty,
      let port = parts.count == 2 ? Int(parts[1]) : 25, (1...65_535).contains(port)
    else {
      log.report(server.issue("\"\(server.text)\" is no host:port such as mail.example.org:25"))
      return nil
    }
    return Subscription.Mail(
      host: String(host), port: port, from: from.text, to: to.map(\.text), login: login)
  }

  /// One that can stand in a line of SMTP.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  /// Secrets do not stand in the file itself: in a variable of the environment (`KEYEnv`), or in a file (`KEYFile`).
  private static func secret(
    _ object: YAMLObject, _ key: String, _ variables: [String: String], log: inout IssueLog
  ) -> String? {
    let (variable, file) = ("\(key)Env", "\(key)File")
    guard object.has(variable) != object.has(file) else {
      log.report(object.location, field: key, "give either \(variable) or \(file)")
      return nil
    }
    if let name = object.text(variable, log: &log) {
      if let value = variables[name.text], !value.isEmpty { return value }
      log.report(name.issue("the environment has no variable \(name.text)"))
      return nil
    }
    guard let path = object.text(file, log: &log) else { return nil }
    if let text = try? String(contentsOfFile: path.text, encoding: .utf8), !text.trimmingBlanks().isEmpty {
      return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    log.report(path.issue("the file \(path.text) cannot be read, or is empty"))
    return nil
  }
}
