/// What stands before a part's content: its headers, and what they say.
public struct PartHead: Sendable, Hashable {
    /// One header of a part.
    public struct Header: Sendable, Hashable {
        /// The name as it was sent.
        public let name: String

        /// The value, unfolded, without blanks at either end. It need not be UTF-8.
        public let value: [UInt8]
    }

    /// All headers in their order, repeated and unknown ones too.
    public let headers: [Header]

    /// The Content-Disposition with all of its parameters as they were sent.
    public let disposition: ContentDisposition

    /// The part's name, nil where it has none. Nothing depends on it (UPLOAD-04).
    public let name: String?

    /// The file's name as it is stored (UPLOAD-12); nil in an ordinary field, empty where no file was chosen.
    public let fileName: String?

    /// The value of the first Content-Type header. Nothing depends on it (UPLOAD-05).
    public let contentType: String?

    /// Whether the content is a file's. If not, it counts against `MultipartLimits.overhead` (UPLOAD-08).
    public var isFile: Bool { fileName?.isEmpty == false }

    init(headers: [Header], disposition: ContentDisposition) {
        self.headers = headers
        self.disposition = disposition
        name = disposition.name
        fileName = disposition.fileName
        contentType = headers.first { $0.name.utf8.spells("content-type") }
            .map { String(decoding: $0.value, as: UTF8.self) }
    }
}
