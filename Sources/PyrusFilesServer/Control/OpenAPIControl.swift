import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles

/// The description of both APIs, for clients and tools that read OpenAPI.
struct OpenAPIControl: EndpointGroup {
    let edition: Edition

    var endpoints: [Endpoint] {
        [
            .controlResponse(.get, "openapi.json") { _ in
                Response(
                    status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: try OpenAPIDocument.bytes(for: edition))))
            }
        ]
    }
}
