package import Access
import AsyncHTTPClient
import Foundation
package import Inspection
import JWTKit
import NIOCore
import NIOHTTP1

/// An identity provider whose JSON Web Tokens (RFC 7519) are taken, signed with one of its published keys (RFC 7517).
package actor TrustedIssuer {
  package enum Keys: Sendable, Hashable {
    /// A JWKS file.
    case file(String)
    /// OpenID Connect Discovery 1.0: `ISSUER/.well-known/openid-configuration` names the JWKS.
    case discovery
  }

  package struct Settings: Sendable, Hashable {
    /// What `iss` must be; nil takes any, where the keys are in a file.
    package var issuer: String?
    /// What `aud` must hold.
    package var audience: String
    package var keys: Keys
    /// The claim that lists roles.
    package var rolesClaim = "hazardfleet_roles"
    /// The claim that names a region; without it there is no limit.
    package var regionClaim = "hazardfleet_region"

    package init(issuer: String?, audience: String, keys: Keys) {
      self.issuer = issuer
      self.audience = audience
      self.keys = keys
    }
  }

  /// Keys are asked for again when one is unknown, though not more often than this.
  private static let shortestRefresh: Int64 = 60_000
  /// Keys are asked for again after this, so that one that was withdrawn is forgotten.
  private static let longestUse: Int64 = 3_600_000
  private static let maximumBytes = 1 << 20
  /// How much clocks may differ, in seconds.
  private static let leeway: TimeInterval = 60

  private let settings: Settings
  private var keys: JWTKeyCollection?
  private var keyIDs: Set<String> = []
  private var fetchedAt = Timestamp(milliseconds: .min / 2)

  package init(_ settings: Settings) {
    self.settings = settings
  }

  /// Reads the keys, so that a mistake in the settings is seen at the start.
  ///
  /// - Throws: `IssuerError`.
  package func prepare(at time: Timestamp) async throws {
    try await fetchKeys(at: time)
  }

  /// - Throws: `CredentialRefused`, `IssuerError`.
  package func principal(of token: String, at time: Timestamp) async throws -> Principal {
    let keys = try await keys(for: Self.keyID(of: token), at: time)
    let claims: Claims
    do {
      claims = try await keys.verify(token, as: Claims.self)
    } catch {
      throw CredentialRefused("The token is not signed by a key of the issuer, or is damaged.")
    }
    return try principal(claims, Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000))
  }

  private func principal(_ claims: Claims, _ now: Date) throws -> Principal {
    guard let expiry = claims.expiry else {
      throw CredentialRefused("The token does not say when it expires.")
    }
    guard now < expiry.addingTimeInterval(Self.leeway) else {
      throw CredentialRefused("The token has expired.")
    }
    if let start = claims.notBefore, now < start.addingTimeInterval(-Self.leeway) {
      throw CredentialRefused("The token is not valid yet.")
    }
    if let issuer = settings.issuer, claims.text("iss") != issuer {
      throw CredentialRefused("The token is of another issuer.")
    }
    guard claims.list("aud").contains(settings.audience) else {
      throw CredentialRefused("The token is for another audience than \(settings.audience).")
    }
    guard let subject = claims.text("sub"), !subject.isEmpty else {
      throw CredentialRefused("The token names nobody: sub is missing.")
    }
    let roles = claims.list(settings.rolesClaim).compactMap(Role.init(rawValue:))
    guard !roles.isEmpty else {
      let known = Role.allCases.map(\.name).joined(separator: ", ")
      throw CredentialRefused("The token's claim \(settings.rolesClaim) has no role; there are \(known).")
    }
    // A claim that is there and cannot be read must not widen what its holder sees.
    guard let region = claims.optionalText(settings.regionClaim) else {
      throw CredentialRefused("The token's claim \(settings.regionClaim) is no text.")
    }
    return Principal(
      id: "\(claims.text("iss") ?? "")#\(subject)",
      name: claims.text("name") ?? claims.text("preferred_username") ?? subject, roles: Set(roles),
      scope: RegionScope(region: region))
  }

  // MARK: Keys

  private func keys(for id: String?, at time: Timestamp) async throws -> JWTKeyCollection {
    let age = time.milliseconds - fetchedAt.milliseconds
    let isUnknown = id.map { !keyIDs.contains($0) } ?? false
    if keys == nil || age > Self.longestUse || (isUnknown && age > Self.shortestRefresh) {
      try await fetchKeys(at: time)
    }
    guard let keys else { throw IssuerError("there are no keys") }
    return keys
  }

  private func fetchKeys(at time: Timestamp) async throws {
    let data: Data
    switch settings.keys {
    case .file(let path):
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw IssuerError("the JWKS file \(path) cannot be read")
      }
      data = bytes
    case .discovery:
      guard let issuer = settings.issuer else { throw IssuerError("no issuer is named") }
      let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
      let document = try await fetch("\(base)/.well-known/openid-configuration")
      guard let discovered = try? JSONDecoder().decode(Discovery.self, from: document) else {
        throw IssuerError("\(issuer) publishes no OpenID configuration with jwks_uri")
      }
      guard discovered.issuer == issuer else {
        throw IssuerError("\(issuer) says that it is \(discovered.issuer)")
      }
      data = try await fetch(discovered.keys)
    }
    guard let set = try? JSONDecoder().decode(JWKS.self, from: data), !set.keys.isEmpty else {
      throw IssuerError("the issuer's keys are no JSON Web Key Set")
    }
    let collection = JWTKeyCollection()
    var ids: Set<String> = []
    for key in set.keys {
      // A key of a kind that this library does not know is no reason to refuse the others.
      guard (try? await collection.add(jwk: key)) != nil else { continue }
      if let id = key.keyIdentifier?.string { ids.insert(id) }
    }
    (keys, keyIDs, fetchedAt) = (collection, ids, time)
  }

  private func fetch(_ url: String) async throws -> Data {
    guard url.hasPrefix("https://") || url.hasPrefix("http://127.0.0.1:") || url.hasPrefix("http://[::1]:")
    else {
      throw IssuerError("\(url) is not https")
    }
    do {
      let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
      guard response.status == .ok else { throw IssuerError("\(url) answered \(response.status.code)") }
      return Data(try await response.body.collect(upTo: Self.maximumBytes).readableBytesView)
    } catch let error as IssuerError {
      throw error
    } catch {
      throw IssuerError("\(url) cannot be had: \(error)")
    }
  }

  /// The header's `kid`, not yet trusted.
  private static func keyID(of token: String) -> String? {
    struct Header: Decodable { var kid: String? }
    guard let part = token.split(separator: ".").first else { return nil }
    var text = String(part).replacing("-", with: "+").replacing("_", with: "/")
    text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text).flatMap { try? JSONDecoder().decode(Header.self, from: $0) }?.kid
  }

  private struct Discovery: Decodable {
    private enum CodingKeys: String, CodingKey {
      case issuer
      case keys = "jwks_uri"
    }

    var issuer: String
    /// Where the JSON Web Key Set is.
    var keys: String
  }
}

/// An identity provider cannot be asked.
package struct IssuerError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// What a token says; judged by `TrustedIssuer`.
private struct Claims: JWTPayload {
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private var texts: [String: String] = [:]
  private var lists: [String: [String]] = [:]
  private var numbers: [String: Double] = [:]
  private var names: Set<String> = []

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for key in container.allKeys {
      names.insert(key.stringValue)
      if let text = try? container.decode(String.self, forKey: key) {
        texts[key.stringValue] = text
      } else if let list = try? container.decode([String].self, forKey: key) {
        lists[key.stringValue] = list
      } else if let number = try? container.decode(Double.self, forKey: key) {
        numbers[key.stringValue] = number
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for (key, value) in texts {
      if let name = Name(stringValue: key) { try container.encode(value, forKey: name) }
    }
  }

  func verify(using algorithm: some JWTAlgorithm) throws {}

  var expiry: Date? { numbers["exp"].map(Date.init(timeIntervalSince1970:)) }
  var notBefore: Date? { numbers["nbf"].map(Date.init(timeIntervalSince1970:)) }

  func text(_ name: String) -> String? { texts[name] }

  /// A nil inside for a claim that is not there; nil for one that is no text.
  func optionalText(_ name: String) -> String?? {
    names.contains(name) ? texts[name].map { .some($0) } : .some(nil)
  }

  func list(_ name: String) -> [String] {
    lists[name] ?? texts[name].map { $0.split(separator: " ").map(String.init) } ?? []
  }
}
