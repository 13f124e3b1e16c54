/// Writes multipart/form-data around content that the caller sends itself, so that no file has to be in memory.
///
/// ```swift
/// let encoder = MultipartEncoder()
/// let form = try encoder.form(fileName: "report.pdf", fileSize: 1_048_576)
/// // Content-Type: encoder.contentType, Content-Length: form.contentLength
/// // Body: form.head, the file's bytes, form.tail
/// ```
public struct MultipartEncoder: Sendable {
    /// How the characters of a name are written that could end its quotes or its header.
    public enum NameEscaping: Sendable, Hashable {
        /// `"`, CR and LF as `%22`, `%0D`, `%0A`, all else as it is; as browsers do (WHATWG). A name that holds one of
        /// these escapes itself, a path separator, or an encoded word does not come back the same.
        case percent
        /// `"` and `\` with a backslash before them, as older libraries do; CR and LF as in `percent`.
        case backslash
        /// As `percent`, and `filename*` beside it, so that every name without a path separator comes back the same.
        case extended
    }

    /// The form's boundary. It must not occur in the content; a random one does not.
    public let boundary: MultipartBoundary

    /// How names are escaped.
    public let nameEscaping: NameEscaping

    /// Makes an encoder for one form.
    public init(boundary: MultipartBoundary = .random(), nameEscaping: NameEscaping = .percent) {
        self.boundary = boundary
        self.nameEscaping = nameEscaping
    }

    /// The value of the request's Content-Type header.
    public var contentType: String { boundary.contentType }

    /// An ordinary field, from its delimiter to the CRLF behind its value.
    public func field(name: String, value: [UInt8]) -> [UInt8] {
        Array("--\(boundary.text)\r\nContent-Disposition: form-data; name=\"\(escape(name))\"\r\n\r\n".utf8) + value
            + [.carriageReturn, .lineFeed]
    }

    /// What precedes a file's content: delimiter, headers and blank line.
    ///
    /// - Parameters:
    ///   - name: the part's name.
    ///   - fileName: the file's name.
    ///   - contentType: the part's media type; nil leaves the header out.
    /// - Throws: `illegalContentType` where it is not printable ASCII.
    public func fileHead(
        name: String = "file", fileName: String, contentType: String? = "application/octet-stream"
    ) throws(MultipartError) -> [UInt8] {
        var head = "--\(boundary.text)\r\nContent-Disposition: form-data"
        head += "; name=\"\(escape(name))\"; filename=\"\(escape(fileName))\""
        if nameEscaping == .extended {
            let encoded = ContentDisposition.percentEncode(fileName) { ContentDisposition.isAttributeCharacter($0) }
            head += "; filename*=UTF-8''\(encoded)"
        }
        if let contentType {
            guard contentType.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw MultipartError(.illegalContentType)
            }
            head += "\r\nContent-Type: \(contentType)"
        }
        return Array((head + "\r\n\r\n").utf8)
    }

    /// What follows a file's content: the CRLF that belongs to the next delimiter.
    public var fileTail: [UInt8] { [.carriageReturn, .lineFeed] }

    /// The close delimiter, which stands behind the last part.
    public var closeDelimiter: [UInt8] { Array("--\(boundary.text)--\r\n".utf8) }

    private func escape(_ name: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            switch byte {
            case .carriageReturn: escaped += "%0D".utf8
            case .lineFeed: escaped += "%0A".utf8
            case .quote where nameEscaping != .backslash: escaped += "%22".utf8
            default:
                let isPair = nameEscaping == .backslash && (byte == .quote || byte == .backslash)
                escaped += isPair ? [.backslash, byte] : [byte]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
