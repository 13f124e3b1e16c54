public import PyrusFiles
import PyrusFilesStore

/// Every kind there is. A position is an offset in the body concerned, counted from 0, up to 2^40.
extension PyrusFilesServer.Fault {
    /// The service's work is not done; once the request has come whole, it is answered an error of the API's own.
    ///
    /// - Parameters:
    ///   - errorCode: of the API's table, which has the status that goes with it.
    ///   - headers: further header fields of the answer.
    public static func status(errorCode: APIError.Code, headers: KeyValuePairs<String, String> = [:]) -> Self {
        Self(.status, ["error_code": .string(errorCode.rawValue), "headers": pairs(headers)])
    }

    /// The same with any answer: JSON, HTML, or an empty one.
    ///
    /// - Parameters:
    ///   - status: 200 to 599.
    ///   - body: by default none.
    ///   - contentType: by default plain text, where there is a body.
    ///   - headers: further header fields of the answer.
    public static func status(
        _ status: Int, body: String? = nil, contentType: String? = nil, headers: KeyValuePairs<String, String> = [:]
    ) -> Self {
        Self(.status, answer(status, body, contentType, headers))
    }

    /// The request is carried out, and its answer held back for so long: up to a day, in milliseconds at the finest.
    public static func delay(_ time: Duration) -> Self { Self(.delay, ["ms": .integer(time.wholeMilliseconds)]) }

    /// An error of the API's own is answered once so many bytes of the request's body have come, and the rest not read.
    public static func early(
        after: Int64, errorCode: APIError.Code, headers: KeyValuePairs<String, String> = [:]
    ) -> Self {
        Self(
            .early,
            ["after": .integer(after), "error_code": .string(errorCode.rawValue), "headers": pairs(headers)])
    }

    /// The same with any answer, see ``status(_:body:contentType:headers:)``.
    public static func early(
        after: Int64, status: Int, body: String? = nil, contentType: String? = nil,
        headers: KeyValuePairs<String, String> = [:]
    ) -> Self {
        Self(.early, [("after", .integer(after))] + answer(status, body, contentType, headers))
    }

    /// The request's body is read at a rate, in bytes a second; 1 to 2^40.
    public static func slowRead(rate: Int64) -> Self { Self(.slowRead, ["rate": .integer(rate)]) }

    /// The answer's body is written at a rate, in bytes a second; 1 to 2^40.
    public static func slowWrite(rate: Int64) -> Self { Self(.slowWrite, ["rate": .integer(rate)]) }

    /// After so many bytes nothing more is read, or written, for good; the connection stays open.
    public static func stall(_ side: Side, after: Int64 = 0) -> Self {
        Self(.stall, ["side": .string(side.rawValue), "after": .integer(after)])
    }

    /// The answer's body ends after so many bytes, its `Content-Length` unchanged.
    public static func truncate(after: Int64) -> Self { Self(.truncate, ["after": .integer(after)]) }

    /// The byte at this offset of the answer's body has its bits flipped.
    public static func corrupt(after: Int64) -> Self { Self(.corrupt, ["after": .integer(after)]) }

    /// The upload's answer carries another MD5.
    public static var wrongMD5: Self { Self(.wrongMD5) }

    /// The connection is reset (TCP RST) at a moment of the exchange; not at ``Cut/afterAnswer``.
    public static func reset(_ cut: Cut) -> Self { Self(.reset, cut.parameters) }

    /// The connection is closed in order at a moment of the exchange.
    public static func close(_ cut: Cut) -> Self { Self(.close, cut.parameters) }

    /// The answer comes in chunks, without `Content-Length`.
    public static var chunked: Self { Self(.chunked) }

    /// The answer's body comes in writes of so many bytes; 1 to 2^20.
    public static func dribble(size: Int64) -> Self { Self(.dribble, ["size": .integer(size)]) }

    /// Something of the answer is not what it has to be.
    public static func malformed(_ what: Malformation) -> Self { Self(.malformed, ["what": .string(what.rawValue)]) }

    /// A header of the answer has another value; without one, it is removed. With `twice` it is sent twice: with the
    /// value, or without one as it is.
    public static func header(_ name: String, _ value: String?, twice: Bool = false) -> Self {
        Self(.header, ["name": .string(name), "value": value.map(JSON.string), "twice": .bool(twice)])
    }

    private static func answer(
        _ status: Int, _ body: String?, _ contentType: String?, _ headers: KeyValuePairs<String, String>
    ) -> [(String, JSON?)] {
        [
            ("status", .integer(status)), ("body", body.map(JSON.string)),
            ("content_type", contentType.map(JSON.string)), ("headers", pairs(headers)),
        ]
    }

    private static func pairs(_ headers: KeyValuePairs<String, String>) -> JSON? {
        headers.isEmpty ? nil : .array(headers.map { [.string($0.key), .string($0.value)] })
    }
}
