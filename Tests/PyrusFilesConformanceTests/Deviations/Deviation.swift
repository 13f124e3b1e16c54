import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles
import Testing

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

/// One thing that a server does wrong: this project's own server, but for that.
struct Deviation: Sendable, CustomTestStringConvertible {
    typealias Respond = @Sendable (Request, ExchangeContext) async -> Response
    typealias Change = @Sendable (Request, ExchangeContext, Respond) async -> Response

    /// The case that catches it.
    let id: Case.ID
    /// What it does, as the end of "a server that ".
    let testDescription: String
    var configure: @Sendable (inout PyrusFilesConfiguration) -> Void = { _ in }
    var faults: [PyrusFilesServer.Fault] = []
    var change: Change = { request, context, respond in await respond(request, context) }
    /// Changes the first bytes of a connection, before the server reads them.
    var front: WrongFront.Change?

    /// Of the settings that the server has.
    init(_ id: Case.ID, _ what: String, configure: @escaping @Sendable (inout PyrusFilesConfiguration) -> Void) {
        (self.id, testDescription, self.configure) = (id, what, configure)
    }

    /// Of the faults that the server knows; they happen without end.
    init(_ id: Case.ID, _ what: String, fault: PyrusFilesServer.Fault) {
        (self.id, testDescription, faults) = (id, what, [fault.when(times: 0)])
    }

    /// Of the answer, or of what is asked of the service.
    init(_ id: Case.ID, _ what: String, change: @escaping Change) {
        (self.id, testDescription, self.change) = (id, what, change)
    }
}

extension Deviation {
    /// Answers something else in the place of an error of the API.
    static func replacing(
        _ code: APIError.Code, in id: Case.ID, _ what: String,
        when isMeant: @escaping @Sendable (Request) -> Bool = { _ in true },
        by answer: @escaping @Sendable (Request) -> Response
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            let response = await respond(request, context)
            return context.exchange.errorCode == code.rawValue && isMeant(request) ? answer(request) : response
        }
    }

    /// Takes an upload that the right server refuses with a code.
    static func accepting(
        _ code: APIError.Code, in id: Case.ID, _ what: String,
        when isMeant: @escaping @Sendable (Request) -> Bool = { _ in true }
    ) -> Deviation {
        replacing(code, in: id, what, when: isMeant) { _ in .receipt }
    }
}

extension Response {
    /// A receipt for an upload that nobody has.
    static var receipt: Response {
        json(#"{"guid":"00000000-0000-4000-8000-000000000000","md5_hash":"d41d8cd98f00b204e9800998ecf8427e"}"#)
    }

    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: "\(text.utf8.count)"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
