import Access
import Credentials
import Crypto
import Foundation
import Inspection
import JWTKit
import TestSupport
import Testing

/// JSON Web Tokens of an identity provider whose keys are in a file.
@Suite struct TrustedIssuerTests {
  private struct Payload: JWTPayload {
    var iss: String? = "https://id.example"
    var sub: String? = "u-1"
    var aud: [String] = ["hazardfleet"]
    var exp: Double? = 2_000
    var nbf: Double?
    var name: String? = "Li Na"
    var roles: [String]? = ["inspector"]
    var region: String?

    private enum CodingKeys: String, CodingKey {
      case iss, sub, aud, exp, nbf, name
      case roles = "hazardfleet_roles"
      case region = "hazardfleet_region"
    }

    func verify(using algorithm: some JWTAlgorithm) throws {}
  }

  private static let now = Timestamp(milliseconds: 1_000_000)

  private struct Issuer {
    var trusted: TrustedIssuer
    var keys: JWTKeyCollection

    func token(_ payload: Payload) async throws -> String { try await keys.sign(payload, kid: "k1") }
  }

  private func withIssuer(_ body: (Issuer) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let key = ES256PrivateKey()
      let point = try #require(key.publicKey.parameters)
      let file = folder.appendingPathComponent("jwks.json")
      let jwk =
        #"{"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "k1", "x": "\#(point.x)", "#
        + #""y": "\#(point.y)"}, {"kty": "new", "kid": "k2"}]}"#
      try Data(jwk.replacing(#", {"kty": "new", "kid": "k2"}"#, with: "").utf8).write(to: file)
      let trusted = TrustedIssuer(
        .init(issuer: "https://id.example", audience: "hazardfleet", keys: .file(file.path)))
      let keys = JWTKeyCollection()
      await keys.add(ecdsa: key, kid: "k1")
      try await body(Issuer(trusted: trusted, keys: keys))
    }
  }

  @Test func aTokenSaysWhoItIs() async throws {
    try await withIssuer { issuer in
      let token = try await issuer.token(Payload(region: "330101"))
      let principal = try await issuer.trusted.principal(of: token, at: Self.now)
      #expect(principal.name == "Li Na")
      #expect(principal.roles == [.inspector])
      #expect(principal.scope == .region("330101"))
      #expect(principal.id == "https://id.example#u-1")
      let unlimited = try await issuer.trusted.principal(of: issuer.token(Payload()), at: Self.now)
      #expect(unlimited.scope == .everywhere)
    }
  }

  @Test func whatIsWrongIsRefused() async throws {
    try await withIssuer { issuer in
      let wrong: [(Payload, String)] = [
        (Payload(iss: "https://evil.example"), "issuer"), (Payload(iss: nil), "issuer"),
        (Payload(aud: ["other"]), "audience"), (Payload(exp: 900), "expired"), (Payload(exp: nil), "expires"),
        (Payload(nbf: 1_500), "not valid yet"), (Payload(sub: nil), "sub"),
        (Payload(roles: nil), "role"), (Payload(roles: ["admin"]), "role"),
      ]
      for (payload, word) in wrong {
        let token = try await issuer.token(payload)
        let refusal = await #expect(throws: CredentialRefused.self) {
          try await issuer.trusted.principal(of: token, at: Self.now)
        }
        #expect(refusal?.description.contains(word) == true, "\(refusal?.description ?? "") \(payload)")
      }
    }
  }

  @Test func onlyTheIssuersKeysCount() async throws {
    try await withIssuer { issuer in
      let stranger = JWTKeyCollection()
      await stranger.add(ecdsa: ES256PrivateKey(), kid: "k1")
      let forged = try await stranger.sign(Payload(), kid: "k1")
      let good = try await issuer.token(Payload())
      let parts = good.split(separator: ".").map(String.init)
      let none = Data(#"{"alg":"none","kid":"k1"}"#.utf8).base64EncodedString().replacing("=", with: "")
      let changed = Data(#"{"sub":"u-2"}"#.utf8).base64EncodedString().replacing("=", with: "")
      for token in [
        forged, "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])",
        "\(parts[0]).\(changed).\(parts[2])",
        "a.b.c", "..",
      ] {
        await #expect(throws: CredentialRefused.self, "\(token)") {
          try await issuer.trusted.principal(of: token, at: Self.now)
        }
      }
    }
  }
}
