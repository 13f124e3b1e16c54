import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The integration under test: puts invoices into the tasks of Pyrus, and gets them back.
public struct Invoices: Sendable {
    public enum Failure: Error, Equatable {
        /// Pyrus refused, with a code of its own.
        case refused(code: String)
        /// What arrived is not what was sent.
        case damaged
        /// What came is no answer of Pyrus.
        case garbled
    }

    private struct Receipt: Decodable {
        let guid: String
        let md5_hash: String
    }

    private struct Refusal: Decodable {
        let error_code: String
    }

    private struct TaskAnswer: Decodable {
        struct Body: Decodable { let comments: [Comment] }
        struct Comment: Decodable { let attachments: [Attachment]? }
        struct Attachment: Decodable { let id: Int }

        let task: Body
    }

    private let apiURL: URL
    private let accessToken: String
    private let session = URLSession(configuration: .ephemeral)

    public init(apiURL: URL, accessToken: String) {
        self.apiURL = apiURL
        self.accessToken = accessToken
    }

    /// The guid of an upload that nothing refers to yet.
    ///
    /// - Parameter md5: of the invoice, in lower case.
    public func upload(_ invoice: Data, name: String, md5: String) async throws -> String {
        let boundary = UUID().uuidString
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="\(name)"\r
            Content-Type: application/pdf\r
            \r\n
            """
        let body = Data(head.utf8) + invoice + Data("\r\n--\(boundary)--\r\n".utf8)
        let type = "multipart/form-data; boundary=\(boundary)"
        let answer = try await call("POST", "files/upload", body, type: type)
        let receipt = try JSONDecoder().decode(Receipt.self, from: answer)
        guard receipt.md5_hash.lowercased() == md5 else { throw Failure.damaged }
        return receipt.guid
    }

    /// The id of the file that the upload is now, as an attachment of a new comment.
    public func attach(_ guid: String, to task: Int64) async throws -> Int {
        let comment = try JSONEncoder().encode(["attachments": [guid]])
        let answer = try await call("POST", "tasks/\(task)/comments", comment, type: "application/json")
        let attached = try JSONDecoder().decode(TaskAnswer.self, from: answer).task.comments.last?.attachments?.first
        guard let attached else { throw Failure.garbled }
        return attached.id
    }

    /// The whole file, or an error.
    public func download(_ id: Int) async throws -> Data {
        try await call("GET", "files/download/\(id)")
    }

    private func call(_ method: String, _ path: String, _ body: Data? = nil, type: String? = nil) async throws -> Data {
        var request = URLRequest(url: apiURL.appending(path: path))
        request.httpMethod = method
        request.httpBody = body
        request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        let (data, response) = try await session.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw (try? JSONDecoder().decode(Refusal.self, from: data)).map { .refused(code: $0.error_code) }
                ?? Failure.garbled
        }
        return data
    }
}
