/// How settings are called in the environment: `worker.parkAfter` is `HAZARDFLEET_WORKER_PARK_AFTER`, and
/// `kafka.sasl.password` is `HAZARDFLEET_KAFKA_SASL_PASSWORD`.
package enum EnvironmentName {
  static let prefix = "HAZARDFLEET_"
  /// Stands behind a name whose value is in a file.
  static let fileSuffix = "_FILE"
  /// Names the configuration file.
  package static let configuration = "HAZARDFLEET_CONFIG"

  static func of(_ setting: String) -> String {
    var name = prefix
    for character in setting {
      if character == "." {
        name += "_"
      } else {
        if character.isUppercase { name += "_" }
        name += character.uppercased()
      }
    }
    return name
  }

  /// The librdkafka setting that a name in the environment means.
  ///
  /// - Returns: nil for the name of another section. librdkafka's names are small letters, digits and dots.
  static func kafkaSetting(_ name: String) -> String? {
    let section = "\(prefix)KAFKA_"
    guard name.hasPrefix(section) else { return nil }
    return name.dropFirst(section.count).lowercased().replacing("_", with: ".")
  }

  /// Kubernetes tells every container of the services beside it: a service called `hazardfleet-aggregator` puts
  /// `HAZARDFLEET_AGGREGATOR_PORT` and others there, which nobody meant for us.
  static func isKubernetesService(_ name: String) -> Bool {
    let suffix =
      /_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/
    return name.firstMatch(of: suffix) != nil
  }
}
