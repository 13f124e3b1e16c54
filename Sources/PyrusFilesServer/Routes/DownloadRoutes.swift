import HTTPTypes
import Hummingbird
import MultipartForm
import NIOCore
import PyrusFiles
import PyrusFilesStore

/// The ways to a file's bytes: by the id of an attached file, or by the guid that an article refers to.
struct DownloadRoutes: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        var endpoints = (Endpoint.apiPrefixes + [""]).map { Endpoint(.get, $0 + "/files/download/:id", handler: byID) }
        endpoints.append(Endpoint(.get, "/services/attachment", handler: byQuery))
        if service.edition == .cloud { endpoints.append(Endpoint(.get, "/services/kb", handler: ofArticle)) }
        return endpoints
    }

    /// An unknown id, or what is no id at all, is answered as the real service was recorded (DOWNLOAD-03, DOWNLOAD-04).
    @Sendable private func byID(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        try await download(context.parameters.get("id"), or: .unrecognizedAttachmentID, context)
    }

    @Sendable private func byQuery(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        try await download(Self.id(in: request), or: .fileIsMissing, context)
    }

    @Sendable private func ofArticle(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        guard let guid = Self.id(in: request).flatMap({ GUID($0) }),
            let file = try await service.store.articleFile(guid: guid, for: try context.user)
        else { throw APIError(.fileIsMissing) }
        return answer(file, context)
    }

    /// Both spellings are in use (DOWNLOAD-06).
    private static func id(in request: Request) -> String? {
        (request.uri.queryParameters["Id"] ?? request.uri.queryParameters["id"]).map(String.init)
    }

    private func download(
        _ id: String?, or unknown: APIError.Code, _ context: ExchangeContext
    ) async throws -> Response {
        guard let id, id.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let id = Int32(id)
        else { throw APIError(unknown) }
        do {
            return answer(try await service.store.file(id: id, for: try context.user), context)
        } catch FileRefusal.unknown {
            throw APIError(unknown)
        } catch FileRefusal.otherOrganization {
            throw APIError(.accessDeniedFile)
        }
    }

    private func answer(_ file: StoredFile, _ context: ExchangeContext) -> Response {
        let disposition = ContentDisposition.attachment(
            fileName: file.name, encoding: service.profile == .observed ? .form : .percent)
        let (reader, context) = (file.reader, context)
        return Response(
            status: .ok,
            headers: [.contentDisposition: disposition, .contentType: "application/octet-stream"],
            body: ResponseBody(contentLength: Int(file.size)) { writer in
                try await Self.write(reader, to: &writer, context)
            })
    }

    /// Piece by piece: the next is read from the database while the one before is on its way out.
    private static func write(
        _ reader: ContentReader, to writer: inout any ResponseBodyWriter, _ context: ExchangeContext
    ) async throws {
        var next: Reading? = reading(reader, at: .start)
        while let reading = next {
            let buffer: ByteBuffer
            let place: ContentReader.Place
            do {
                (buffer, place) = try await reading.value
            } catch {
                // The head is out: an end short of its length is all that is left to say (ERROR-04).
                context.logger.error("A file can't be read.", metadata: ["error": "\(error)"])
                throw error
            }
            next = Self.reading(reader, at: place)
            try await writer.write(buffer)
        }
        try await writer.finish(nil)
    }

    private typealias Reading = Task<(ByteBuffer, ContentReader.Place), any Error>

    /// `nil` at the end.
    private static func reading(_ reader: ContentReader, at place: ContentReader.Place) -> Reading? {
        guard place.offset < reader.size else { return nil }
        return Task {
            try await reader.piece(at: place) { count, read in
                var buffer = ByteBufferAllocator().buffer(capacity: count)
                try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { memory in
                    try read(memory)
                    return count
                }
                return buffer
            }
        }
    }
}
