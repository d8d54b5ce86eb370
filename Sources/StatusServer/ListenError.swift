/// A server could not begin to listen.
package struct ListenError: Error, CustomStringConvertible {
  package var address: ListenAddress
  package var cause: any Error

  package var description: String {
    "cannot listen on \(address): \(cause). Is the port in use? Choose another one, or 0 for any free port."
  }
}
