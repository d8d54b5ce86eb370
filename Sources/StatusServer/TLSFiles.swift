import NIOSSL

/// Where a server's certificate and its key are, in PEM.
package struct TLSFiles: Sendable, Hashable {
  /// The server's own certificate first, then those between it and a root.
  package var certificate: String
  package var key: String

  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  /// - Throws: `TLSFileError` when one of them cannot be used.
  func configuration() throws -> TLSConfiguration {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMFile(certificate)
    } catch {
      throw TLSFileError("the certificate \(certificate) cannot be read as PEM: \(error)")
    }
    do {
      let key = try NIOSSLPrivateKey(file: key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      return configuration
    } catch {
      throw TLSFileError("the key \(key) cannot be read as PEM: \(error)")
    }
  }
}

package struct TLSFileError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
