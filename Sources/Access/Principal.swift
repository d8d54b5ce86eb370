/// Where somebody's sight and hands end.
package enum RegionScope: Sendable, Hashable, CustomStringConvertible {
  case everywhere
  /// A region with everything below it, by its code.
  case region(String)

  /// Nil stands for everywhere.
  package init(region: String?) {
    self = region.map(Self.region) ?? .everywhere
  }

  package var region: String? {
    switch self {
    case .everywhere: nil
    case .region(let code): code
    }
  }

  package var description: String { region.map { "region \($0)" } ?? "everywhere" }
}

/// Who asks.
package struct Principal: Sendable, Hashable {
  /// As events record it.
  package var name: String
  package var roles: Set<Role>
  package var scope: RegionScope
  /// Whether nobody asked who it is: it says in each command who acts.
  package var isAnonymous: Bool
  /// What it is counted and remembered by: a token's id, or an issuer and a subject.
  package var id: String

  package init(id: String, name: String, roles: Set<Role>, scope: RegionScope, isAnonymous: Bool = false) {
    self.id = id
    self.name = name
    self.roles = roles
    self.scope = scope
    self.isAnonymous = isAnonymous
  }

  /// Of an API that asks nobody who they are: everything is allowed, everywhere.
  package static let anyone = Principal(
    id: "anyone", name: "", roles: Set(Role.allCases), scope: .everywhere, isAnonymous: true)

  package func may(_ permission: Permission) -> Bool {
    roles.contains { $0.permits(permission) }
  }

  /// - Throws: `AccessDenied`.
  package func require(_ permission: Permission) throws {
    guard may(permission) else { throw AccessDenied(self, permission) }
  }

  /// The role in which it acts: the first, in the order of `Role`, that allows it.
  package func role(for permission: Permission) -> Role? {
    Role.allCases.first { roles.contains($0) && $0.permits(permission) }
  }
}

/// Somebody may not do or see something.
package struct AccessDenied: Error, Sendable, Hashable, CustomStringConvertible {
  /// In words for the one who asked.
  package var description: String

  package init(_ description: String) {
    self.description = description
  }

  package init(_ principal: Principal, _ permission: Permission) {
    let own = principal.roles.names.joined(separator: ", ")
    let needed = permission.roles.map(\.name).joined(separator: " or ")
    description =
      "\(principal.name) has " + (own.isEmpty ? "no role" : "the role \(own)")
      + "; this takes the role \(needed)."
  }
}
