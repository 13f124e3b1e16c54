import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

/// Ways to do one thing wrong that many deviations share.
extension Deviation {
    /// Answers some requests by itself, without the service.
    static func answering(
        _ id: Case.ID, _ what: String, when isMeant: @escaping @Sendable (Request) -> Bool,
        by answer: @escaping @Sendable (Request) -> Response
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            isMeant(request) ? answer(request) : await respond(request, context)
        }
    }

    /// Changes every answer in JSON, wherever in it something stands.
    static func editing(
        _ id: Case.ID, _ what: String, when isMeant: @escaping @Sendable (Request) -> Bool = { _ in true },
        _ edit: @escaping @Sendable (JSON) -> JSON
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            let response = await respond(request, context)
            guard isMeant(request), let bytes = try? await response.jsonBytes(), let json = try? JSON(parsing: bytes)
            else { return response }
            let edited = Response.json(json.edited(edit).compact, status: response.status)
            var headers = response.headers
            headers[.contentLength] = edited.headers[.contentLength]
            return Response(status: edited.status, headers: headers, body: edited.body)
        }
    }

    /// Changes what the service is asked.
    static func asking(
        _ id: Case.ID, _ what: String, _ change: @escaping @Sendable (inout HTTPRequest) -> Void
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            var head = request.head
            change(&head)
            return await respond(Request(head: head, body: request.body), context)
        }
    }

    /// Refuses requests whose body has something in it.
    static func refusing(
        _ id: Case.ID, _ what: String, containing text: String, with code: APIError.Code
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            let body = request.isAt("/upload") ? nil : await context.body.peek(atMost: 65_536)
            let isMeant = body.map { String(buffer: $0).contains(text) } ?? false
            return isMeant ? .error(code) : await respond(request, context)
        }
    }

    /// Changes the answers of some requests.
    static func changing(
        _ id: Case.ID, _ what: String, when isMeant: @escaping @Sendable (Request) -> Bool = { _ in true },
        _ change: @escaping @Sendable (inout Response) -> Void
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            var response = await respond(request, context)
            if isMeant(request) { change(&response) }
            return response
        }
    }

    /// Changes the first bytes of a connection, before the server reads them.
    static func editingHead(_ id: Case.ID, _ what: String, _ change: @escaping WrongFront.Change) -> Deviation {
        var deviation = Deviation(id, what) { request, context, respond in await respond(request, context) }
        deviation.front = change
        return deviation
    }

    /// The same with settings, too.
    func with(_ configure: @escaping @Sendable (inout PyrusFilesConfiguration) -> Void) -> Deviation {
        var deviation = self
        deviation.configure = configure
        return deviation
    }
}

extension Response {
    /// An error of the API.
    static func error(_ code: APIError.Code) -> Response {
        .json(APIError(code).body, status: .init(code: code.status))
    }

    /// What stands below the API.
    static func message(_ status: HTTPResponse.Status) -> Response { .json(#"{"Message":"No."}"#, status: status) }

    /// A task with one comment that has a file.
    static let attached = Response.json(
        #"{"task":{"id":1,"comments":[{"id":1,"attachments":[{"id":1,"name":"test.txt"}]}]}}"#)

    /// A download.
    static func file(_ text: String) -> Response {
        var response = Response.json(text)
        response.headers[.contentType] = "application/octet-stream"
        response.headers[.contentDisposition] = "attachment; filename=test.txt"
        return response
    }
}

extension Request {
    /// Whether its path has this in it.
    func isAt(_ part: String) -> Bool { uri.path.contains(part) }

    func isAt(_ method: HTTPRequest.Method, _ part: String) -> Bool { self.method == method && isAt(part) }
}

extension JSON {
    /// Changed from the inside out.
    func edited(_ edit: (JSON) -> JSON) -> JSON {
        switch self {
        case .array(let items): edit(.array(items.map { $0.edited(edit) }))
        case .object(let members): edit(.object(members.map { Member($0.key, $0.value.edited(edit)) }))
        default: self
        }
    }

    /// An object with another value under a name that it has; `nil` removes it.
    func setting(_ name: String, _ value: JSON?) -> JSON {
        guard self[name] != nil, let members = objectValue else { return self }
        return .object(
            members.compactMap { member in
                member.key == name ? value.map { Member(name, $0) } : member
            })
    }

    /// A file object with another value; any other object is left.
    func settingInFile(_ name: String, _ value: JSON?) -> JSON { self["md5"] == nil ? self : setting(name, value) }
}
