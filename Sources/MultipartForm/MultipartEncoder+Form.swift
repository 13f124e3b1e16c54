extension MultipartEncoder {
    /// A whole form but for the file's content, which stands between `head` and `tail`.
    public struct Form: Sendable, Hashable {
        /// What precedes the file's content.
        public let head: [UInt8]

        /// What follows the file's content.
        public let tail: [UInt8]

        /// The length of head, content and tail together, in bytes.
        public let contentLength: Int
    }

    /// A form of `fields`, in their order, and one file behind them.
    ///
    /// - Parameters:
    ///   - name: the file part's name.
    ///   - fileName: the file's name.
    ///   - contentType: the file part's media type; nil leaves the header out.
    ///   - fileSize: the length of the file's content in bytes.
    ///   - fields: ordinary fields.
    /// - Throws: `illegalContentType`, or `illegalLength` where `fileSize` is negative or the sum is beyond 64 bits.
    public func form(
        name: String = "file", fileName: String, contentType: String? = "application/octet-stream", fileSize: Int,
        fields: [(name: String, value: [UInt8])] = []
    ) throws(MultipartError) -> Form {
        var head = fields.flatMap { field(name: $0.name, value: $0.value) }
        head += try fileHead(name: name, fileName: fileName, contentType: contentType)
        let tail = fileTail + closeDelimiter
        let (length, overflow) = fileSize.addingReportingOverflow(head.count + tail.count)
        guard fileSize >= 0, !overflow else { throw MultipartError(.illegalLength) }
        return Form(head: head, tail: tail, contentLength: length)
    }
}
