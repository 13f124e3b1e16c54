import HTTPTypes
import Hummingbird
import MultipartForm
import PyrusFiles
import PyrusFilesStore

/// `POST /files/upload`: one file in a form, streamed into the store.
struct UploadRoute: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        Endpoint.api(.post, "/files/upload", handler: upload)
    }

    @Sendable private func upload(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        do {
            return try await receive(request, context)
        } catch let error as APIError where error.code == .badMultipartContent {
            // A form that ends before or behind its body may be an attempt to smuggle: nothing more is read as a request.
            context.exchange.closesConnection = true
            throw error
        } catch is IncomingBody.CutShort {
            context.exchange.closesConnection = true
            throw APIError.badMultipartContent("the body ends before it is whole")
        }
    }

    private func receive(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let boundary = try boundary(of: request, context.exchange)
        if let length = context.body.declaredLength, length > service.limits.maxUploadBody {
            throw APIError.tooLargeRequestLength(limit: service.limits.maxFileSize)
        }
        let receipt = try await store(context, boundary)
        return Response(receipt.json(service.profile))
    }

    private func boundary(of request: Request, _ exchange: Exchange) throws(APIError) -> MultipartBoundary {
        guard request.headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
            throw .badMultipartContent("a body with a Content-Encoding is not read")
        }
        do {
            return try MultipartBoundary(contentType: request.headers[values: .contentType].joined(separator: ", "))
        } catch {
            exchange.form = FormSighting(fault: error.code)
            throw .badMultipartContent(error.code.sentence)
        }
    }

    private func store(_ context: ExchangeContext, _ boundary: MultipartBoundary) async throws -> UploadReceipt {
        let account = try context.user
        let reception = service.store.receive()
        var form = UploadForm(boundary: boundary, limits: service.limits)
        try await read(context.body, into: &form, reception, context.exchange)
        return try await reception.commit(name: try form.finish(), account: account)
    }

    private func read(
        _ body: IncomingBody, into form: inout UploadForm, _ reception: Reception, _ exchange: Exchange
    ) async throws {
        defer { exchange.form = form.sighting }
        while let piece = try await body.next() {
            try form.take(piece.readableBytesSpan, into: reception)
            try await reception.drain()
        }
        form.bodyEnded()
    }
}
