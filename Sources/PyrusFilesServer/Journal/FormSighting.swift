import MultipartForm

/// What was seen of a form, for the journal.
struct FormSighting: Sendable {
    struct Part: Sendable {
        let head: PartHead
        /// The bytes of its content that came.
        var size: Int64 = 0
    }

    private static let mostParts = 64

    /// The first parts, as they were understood.
    private(set) var parts: [Part] = []
    private var count = 0
    var oddities: MultipartOddities = []
    /// Whether the body was read to its end.
    var isWhole = false
    /// Why it could not be read any further.
    var fault: MultipartError.Code?

    init(fault: MultipartError.Code? = nil) { self.fault = fault }

    mutating func partBegan(_ head: PartHead) {
        count += 1
        if count <= Self.mostParts { parts.append(Part(head: head)) }
    }

    mutating func dataArrived(_ size: Int) {
        if count > 0, count <= Self.mostParts { parts[count - 1].size += Int64(size) }
    }

    /// The parts that are files, or were to be.
    var files: [PartHead] { parts.map(\.head).filter { $0.fileName != nil } }
}
