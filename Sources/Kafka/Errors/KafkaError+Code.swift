import CRdKafka

extension KafkaError {
  /// An error code: librdkafka's own (broker codes positive, local ones negative), or one of this module's.
  package struct Code: Sendable, Hashable, RawRepresentable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    init(_ code: rd_kafka_resp_err_t) {
      self.rawValue = code.rawValue
    }

    /// A setting is unknown or its value is not acceptable.
    package static let configuration = Code(rawValue: -10_001)
    /// The client was closed before or during the operation.
    package static let closed = Code(rawValue: -10_002)
    /// A deadline passed.
    package static let deadlineExceeded = Code(rawValue: -10_003)
    /// The partition is not assigned, or its assignment epoch has passed.
    package static let notAssigned = Code(rawValue: -10_004)
    /// A hook of the application threw.
    package static let hookFailed = Code(rawValue: -10_005)

    /// We do not believe the broker's certificate, or it does not believe ours.
    package static let certificateRefused = Code(rawValue: -10_006)

    package static let fatal = Code(RD_KAFKA_RESP_ERR__FATAL)
    package static let queueFull = Code(RD_KAFKA_RESP_ERR__QUEUE_FULL)
    package static let messageTooLarge = Code(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
    package static let messageTimedOut = Code(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT)
    package static let timedOut = Code(RD_KAFKA_RESP_ERR__TIMED_OUT)
    package static let transport = Code(RD_KAFKA_RESP_ERR__TRANSPORT)
    package static let allBrokersDown = Code(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
    package static let unknownTopic = Code(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC)
    package static let unknownTopicOrPartition = Code(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    package static let unknownPartition = Code(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION)
    package static let topicAlreadyExists = Code(RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
    package static let coordinatorLoading = Code(RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS)
    package static let notCoordinator = Code(RD_KAFKA_RESP_ERR_NOT_COORDINATOR)
    package static let state = Code(RD_KAFKA_RESP_ERR__STATE)
    package static let authenticationFailed = Code(RD_KAFKA_RESP_ERR__AUTHENTICATION)
    package static let topicAuthorizationFailed = Code(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
    package static let groupAuthorizationFailed = Code(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)

    /// librdkafka's name of the code, for example `_TIMED_OUT` or `MSG_SIZE_TOO_LARGE`.
    package var name: String {
      switch self {
      case .configuration: "CONFIGURATION"
      case .closed: "CLOSED"
      case .deadlineExceeded: "DEADLINE_EXCEEDED"
      case .notAssigned: "NOT_ASSIGNED"
      case .hookFailed: "HOOK_FAILED"
      case .certificateRefused: "CERTIFICATE_REFUSED"
      default:
        rd_kafka_err2name(response).map { String(cString: $0) } ?? "ERR_\(rawValue)"
      }
    }

    /// librdkafka's sentence about the code.
    package var summary: String {
      switch self {
      case .configuration: "invalid configuration"
      case .closed: "the client is closed"
      case .deadlineExceeded: "the deadline passed"
      case .notAssigned: "the partition is not assigned in this epoch"
      case .hookFailed: "a hook of the application failed"
      case .certificateRefused: "a certificate is refused"
      default:
        rd_kafka_err2str(response).map { String(cString: $0) } ?? "unknown error \(rawValue)"
      }
    }

    var response: rd_kafka_resp_err_t { rd_kafka_resp_err_t(rawValue: rawValue) }

    /// Codes whose cause usually passes by itself.
    var isUsuallyRetriable: Bool { Self.retriable.contains(self) }

    /// Codes after which the same user will be refused again, whoever asks and how often.
    package var isAuthorization: Bool { isAuthentication || Self.authorization.contains(self) }

    /// Codes that say that the cluster does not believe who we are.
    package var isAuthentication: Bool { Self.authentication.contains(self) }

    private static let retriable: Set<Code> = Set(
      [
        RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__TIMED_OUT,
        RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__QUEUE_FULL,
        RD_KAFKA_RESP_ERR__WAIT_COORD, RD_KAFKA_RESP_ERR__WAIT_CACHE, RD_KAFKA_RESP_ERR__IN_PROGRESS,
        RD_KAFKA_RESP_ERR__RETRY, RD_KAFKA_RESP_ERR__RESOLVE,
        RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
        RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION,
        RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_NOT_COORDINATOR, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
        RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND, RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
        RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
        RD_KAFKA_RESP_ERR__PURGE_QUEUE, RD_KAFKA_RESP_ERR__PURGE_INFLIGHT,
        RD_KAFKA_RESP_ERR_THROTTLING_QUOTA_EXCEEDED, RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR,
      ].map { Code($0) } + [.deadlineExceeded])

    private static let authentication: Set<Code> = Set(
      [
        RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED,
        RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM, RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE,
      ].map { Code($0) } + [.certificateRefused])

    private static let authorization: Set<Code> = Set(
      [
        RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
        RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
      ].map { Code($0) })
  }
}

extension KafkaError.Code: CustomStringConvertible {
  package var description: String { name }
}
