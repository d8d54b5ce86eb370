import Foundation

/// Every connection of a probe takes a file descriptor, and the usual soft limit of 1024 is soon reached.
enum OpenFiles {
  /// Raises the process's soft limit to its hard one.
  static func raiseLimit() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0, limits.rlim_cur < limits.rlim_max else { return }
    limits.rlim_cur = limits.rlim_max
    _ = setrlimit(resource, &limits)
  }
}
