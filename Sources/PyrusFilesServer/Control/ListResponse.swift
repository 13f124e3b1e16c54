import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles
import PyrusFilesStore

extension Response {
    /// A list under its own name, `{"uploads":[…]}`: written a page at a time, so that none is too long for memory.
    static func list<Item: Sendable>(
        _ name: String, _ page: @escaping @Sendable (_ place: Int64) async throws -> Page<Item>,
        _ json: @escaping @Sendable (Item) -> JSON
    ) async throws -> Response {
        let first = try await page(0)
        guard first.next != nil else {
            return Response(.object([JSON.Member(name, .array(first.items.map(json)))]))
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody { writer in
                var current = first
                var separator = "{\"\(name)\":["
                while true {
                    for item in current.items {
                        var bytes = Array(separator.utf8)
                        json(item).write(into: &bytes)
                        try await writer.write(ByteBuffer(bytes: bytes))
                        separator = ","
                    }
                    guard let next = current.next else { break }
                    current = try await page(next)
                }
                try await writer.write(ByteBuffer(string: separator == "," ? "]}" : separator + "]}"))
                try await writer.finish(nil)
            })
    }
}

extension JSON {
    /// The object with the organization that it belongs to as its last member.
    func of(_ organization: String) -> JSON {
        .object((objectValue ?? []) + [Member("organization", .string(organization))])
    }
}
