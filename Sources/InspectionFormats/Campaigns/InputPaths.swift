/// Where a campaign's files are looked for.
struct InputPaths {
  let campaignFile: String
  let dataDirectory: String?

  /// The places to look at for a path of the campaign file, in order.
  func candidates(for path: String) -> [String] {
    if path.hasPrefix("/") { return [path] }
    var folders: [String] = []
    if let dataDirectory { folders.append(dataDirectory) }
    folders.append(campaignFile.lastIndex(of: "/").map { String(campaignFile[..<$0]) } ?? "")
    return folders.map { folder in
      if folder.isEmpty { return campaignFile.hasPrefix("/") ? "/" + path : path }
      return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }
  }
}
