import Foundation
import PyrusFiles

/// A request of `Fixtures/multipart` and what the API answers; its README explains the keys.
struct AnswerFixture: Sendable, CustomStringConvertible {
    /// Bytes, and how often they come.
    struct Piece: Sendable {
        let bytes: [UInt8]
        let times: Int
    }

    let id: String
    let title: String
    /// Values of the Content-Type header, one a header.
    let contentTypes: [[UInt8]]
    let body: [Piece]
    /// The status and the error's code, or the stored name.
    let answer: String

    var description: String { "\(id) \(title)" }
    var length: Int { body.reduce(0) { $0 + $1.bytes.count * $1.times } }

    var head: [UInt8] {
        let fields = contentTypes.flatMap { Array("Content-Type: ".utf8) + $0 + Array("\r\n".utf8) }
        let request = WireRequest("POST /v4/files/upload").adding("Content-Length: \(length)")
        return Array(request.head.dropLast(2)) + fields + Array("\r\n".utf8)
    }

    /// Gives the body in blocks of about 64 KiB, until it is told to stop.
    func forEachBlock(_ body: ([UInt8]) throws -> Bool) rethrows {
        for piece in self.body where !piece.bytes.isEmpty {
            let block = max(1, (64 << 10) / piece.bytes.count)
            for start in stride(from: 0, to: piece.times, by: block) {
                let times = min(block, piece.times - start)
                guard try body((0..<times).flatMap { _ in piece.bytes }) else { return }
            }
        }
    }
}

extension AnswerFixture {
    enum Failure: Error {
        case noFixtures
        case unreadable(String)
    }

    /// The files there are, without the extension.
    static let files = [
        "1-content-type", "2-framing", "3-part-headers", "4-disposition", "5-limits", "7-single-file", "clients",
    ]

    /// The fixtures of a file that HTTP/1 can carry.
    static func all(in file: String) throws -> [AnswerFixture] {
        guard let url = Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "multipart") else {
            throw Failure.noFixtures
        }
        let list = try JSON(parsing: Array(try Data(contentsOf: url))).arrayValue ?? []
        return try list.filter { $0["wire"] != false }.map { try AnswerFixture($0) }
    }

    private init(_ json: JSON) throws {
        id = json["id"]?.stringValue ?? "?"
        title = json["title"]?.stringValue ?? "?"
        body = try Self.pieces(json["body"])
        if let code = json["answer"]?.stringValue {
            answer = "400 \(code)"
        } else {
            answer = "stored as \(String(decoding: try Self.bytes(json["answer"]?["name"]), as: UTF8.self))"
        }
        contentTypes =
            switch json["contentType"] {
            case nil: [Array("multipart/form-data; boundary=X".utf8)]
            case .null: []
            case let type where type?["twice"] != nil: try type?["twice"]?.arrayValue?.map { try Self.bytes($0) } ?? []
            case let type: [try Self.bytes(type)]
            }
    }

    private static func bytes(_ text: JSON?) throws -> [UInt8] {
        try pieces(text).flatMap { piece in (0..<piece.times).flatMap { _ in piece.bytes } }
    }

    private static func pieces(_ text: JSON?) throws -> [Piece] {
        if let list = text?.arrayValue { return try list.map { try piece($0) } }
        return [try piece(text)]
    }

    private static func piece(_ json: JSON?) throws -> Piece {
        if let text = json?.stringValue { return Piece(bytes: Array(text.utf8), times: 1) }
        if let digits = json?["hex"]?.stringValue?.filter({ $0 != " " }) {
            let octets = stride(from: 0, to: digits.count, by: 2).map {
                UInt8(digits.dropFirst($0).prefix(2), radix: 16)
            }
            return Piece(bytes: octets.compactMap { $0 }, times: 1)
        }
        guard let times = json?["times"]?.int64Value else { throw Failure.unreadable(json?.compact ?? "nothing") }
        return Piece(bytes: try bytes(json?["repeat"]), times: Int(times))
    }
}
