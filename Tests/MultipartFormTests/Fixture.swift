import Foundation
import MultipartForm
import Testing

/// A request of `Fixtures/multipart` and what it must get; its README explains the keys.
struct Fixture: Sendable, Decodable, CustomTestStringConvertible {
    struct Part: Sendable, Decodable {
        let name: Recipe?
        let fileName: Recipe?
        let content: Recipe?
        let times: Int?
    }

    /// A Content-Type header: missing, sent once, or sent twice.
    enum ContentType: Sendable, Decodable {
        case once(Recipe)
        case twice([String])

        init(from decoder: any Decoder) throws {
            if let object = try? decoder.singleValueContainer().decode([String: [String]].self) {
                self = .twice(object["twice"] ?? [])
            } else {
                self = .once(try Recipe(from: decoder))
            }
        }
    }

    enum Answer: Sendable, Decodable {
        case code(String)
        case stored(name: Recipe)

        init(from decoder: any Decoder) throws {
            if let object = try? decoder.singleValueContainer().decode([String: Recipe].self), let name = object["name"]
            {
                self = .stored(name: name)
            } else {
                self = .code(try decoder.singleValueContainer().decode(String.self))
            }
        }
    }

    private enum CodingKeys: CodingKey {
        case id, title, contentType, body, parts, error, answer
    }

    let id: String
    let title: String
    /// The header's value, as several of them are joined; empty where there is none.
    let contentType: [UInt8]
    let body: Recipe
    let parts: [Part]?
    let error: String?
    let answer: Answer

    var testDescription: String { "\(id) \(title)" }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(String.self, forKey: .id)
        title = try object.decode(String.self, forKey: .title)
        body = try object.decode(Recipe.self, forKey: .body)
        parts = try object.decodeIfPresent([Part].self, forKey: .parts)
        error = try object.decodeIfPresent(String.self, forKey: .error)
        answer = try object.decode(Answer.self, forKey: .answer)
        contentType =
            if !object.contains(.contentType) {
                Array("multipart/form-data; boundary=X".utf8)
            } else {
                switch try object.decodeIfPresent(ContentType.self, forKey: .contentType) {
                case nil: []
                case .once(let value): value.bytes
                case .twice(let values): Array(values.joined(separator: ", ").utf8)
                }
            }
    }
}

extension Fixture {
    /// Every fixture, or why there are none.
    static let loading = Result { () throws -> [Fixture] in
        guard let folder = Bundle.module.url(forResource: "multipart", withExtension: nil) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .flatMap { try JSONDecoder().decode([Fixture].self, from: Data(contentsOf: $0)) }
    }

    static let all = (try? loading.get()) ?? []

    /// Those that a parser reads to the end.
    static let wellFormed = all.filter { $0.error == nil }

    /// Those that a parser refuses, not yet for their content type.
    static let malformed = all.filter { $0.error != nil && (try? $0.boundary) != nil }

    var boundary: MultipartBoundary {
        get throws(MultipartError) { try MultipartBoundary(contentType: contentType) }
    }
}
