struct CertificatePageReply: Decodable {
  struct Item: Decodable {
    var site: String
    var siteName: String
    var region: String
    var status: String
    var grantedAt: String?
    var revokedAt: String?
    var revokedBy: String?
    var open: Int
  }

  var items: [Item]
  var next: String?
}
