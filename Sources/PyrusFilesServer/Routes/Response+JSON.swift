import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles

extension Response {
    /// Compact JSON, UTF-8 unescaped (ERROR-01).
    init(_ json: JSON, status: HTTPResponse.Status = .ok) {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        self.init(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An error of the API's own table.
    init(_ error: APIError) {
        self.init(error.json, status: HTTPResponse.Status(code: error.status))
    }

    /// What stands below the API (ERROR-02).
    init(_ refusal: Refusal) {
        self.init(refusal.json, status: refusal.status)
        if refusal.closes { headers[.connection] = "close" }
    }
}
