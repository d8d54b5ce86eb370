extension Principal {
  /// The person and the role of a command: whoever is known acts in their own name.
  ///
  /// - Throws: `AccessDenied` for another's name, or a role that they do not have.
  package func signed(
    _ permission: Permission, person: String, role: String
  ) throws -> (person: String, role: String) {
    try require(permission)
    guard !isAnonymous else { return (person, role) }
    guard person.isEmpty || person == name else {
      throw AccessDenied("This access belongs to \(name), who cannot act as \(person).")
    }
    guard role.isEmpty || Role(rawValue: role).map(roles.contains) == true else {
      throw AccessDenied("\(name) does not have the role \(role).")
    }
    if !role.isEmpty, Role(rawValue: role)?.permits(permission) == false {
      throw AccessDenied("The role \(role) may not \(permission.name).")
    }
    return (name, role.isEmpty ? self.role(for: permission)?.name ?? "" : role)
  }
}
