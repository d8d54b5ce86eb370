import Evidence
import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import StatusServer

/// A file that was kept, and how it is named as evidence.
struct EvidenceAnswer: Encodable {
  var reference: String
  var kind: String
  var sha256: String
  var size: Int
  var mediaType: String

  init(_ reference: EvidenceReference) {
    self.reference = reference.description
    kind = reference.kind.rawValue
    sha256 = reference.sha256
    size = reference.size ?? 0
    mediaType = reference.mediaType ?? ""
  }
}

extension Router<FleetContext> {
  /// The same routes where nothing is kept: they say so, and how that changes.
  func addMissingEvidenceRoutes() {
    let problem = Problem(
      .notFound,
      "No evidence is kept here. Start hazard-aggregator with --evidence FOLDER to keep photos and "
        + "documents.")
    post("/v1/evidence") { _, _ -> Response in throw problem }
    get("/v1/evidence/{hash}") { _, _ -> Response in throw problem }
  }

  /// `POST /v1/evidence` with a file as the body, `GET /v1/evidence/{hash}`.
  func addEvidenceRoutes(_ inbox: EvidenceInbox) {
    post("/v1/evidence") { request, context in
      try QueryReader(request, known: []).finish()
      guard let buffer = try? await request.body.collect(upTo: EvidenceInbox.largestFile) else {
        throw Problem(.contentTooLarge, "Evidence has at most \(EvidenceInbox.largestFile >> 20) MB a file.")
      }
      do {
        let reference = try inbox.take([UInt8](buffer.readableBytesView))
        var response = Response.json(EvidenceAnswer(reference), status: .created)
        response.headers[.location] = "/v1/evidence/\(reference.sha256)"
        return response
      } catch let refusal as EvidenceInbox.Refusal {
        throw Problem(.unsupportedMediaType, "The file was not taken: \(refusal).")
      }
    }
    get("/v1/evidence/{hash}") { request, context in
      try QueryReader(request, known: []).finish()
      let hash = try context.pathParameter("hash")
      guard let (bytes, mediaType) = inbox.content(hash) else {
        throw Problem(.notFound, "There is no evidence \"\(hash)\" here: it is kept by its SHA-256.")
      }
      var response = Response(
        status: .ok, headers: [.contentType: mediaType],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
      // A browser shows no document of somebody else's as a page of ours.
      if mediaType == "application/pdf" { response.headers[.contentDisposition] = "attachment" }
      return response
    }
  }
}
