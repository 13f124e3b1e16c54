import HTTPTypes
import Hummingbird
import NIOCore

/// The certificate of the local CA, for clients to trust.
struct AuthorityControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .controlResponse(.get, "ca.pem") { _ in
                guard let path = service.authorityFile else {
                    throw ControlError(.notFound, "This server has no CA: it serves HTTP. With --tls it has one.")
                }
                guard let pem = try SmallFile.contents(of: path)?.text else {
                    throw ControlError(.notFound, "The CA's certificate is gone from \(path).")
                }
                return Response(
                    status: .ok, headers: [.contentType: "application/x-pem-file"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: pem)))
            }
        ]
    }
}
