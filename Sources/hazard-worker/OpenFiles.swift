import Foundation
import Logging

/// Every connection of a probe takes a file descriptor, and the usual soft limit of 1024 is soon reached.
enum OpenFiles {
  /// What a worker has open beside: its connections to the brokers, logs, libraries, plugins' pipes.
  private static let others = 256

  /// Raises the process's soft limit to its hard one, and says so where that is not enough for as many probes at a time.
  static func raiseLimit(forProbes probes: Int, logger: Logger) {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0 else { return }
    if limits.rlim_cur < limits.rlim_max {
      limits.rlim_cur = limits.rlim_max
      _ = setrlimit(resource, &limits)
    }
    guard limits.rlim_cur < rlim_t(probes + others) else { return }
    logger.warning(
      "fewer files may be open than probes run at a time: raise ulimit -Hn (LimitNOFILE), or lower worker.probes",
      metadata: ["limit": "\(limits.rlim_cur)", "probes": "\(probes)", "needed": "\(probes + others)"])
  }
}
