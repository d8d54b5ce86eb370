import Hummingbird
import StatusServer

extension Router<FleetContext> {
  func addOpenAPIRoutes() {
    get("/openapi.json") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: OpenAPIDocument.text)))
    }
  }
}
