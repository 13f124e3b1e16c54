import MultipartForm
import PyrusFilesStore

/// What a note on a client can rest on: the request as it came, and what became of it.
struct Evidence {
    let head: RawHead
    let announced: AnnouncedForm?
    /// Whether a stored form had the same boundary before.
    let isBoundaryKnown: Bool
    let form: FormSighting?
    let bodySize: Int64
    let status: Int?
    let errorCode: String?
    /// The client's time: the system's, whatever the service's clock says.
    var now = ServiceClock.systemTime().milliseconds / 1_000

    /// Whether it is a GET or a HEAD.
    var isRead: Bool { ["GET", "HEAD"].contains(head.method) }

    var isUpload: Bool { head.path.split(separator: "/").suffix(2) == ["files", "upload"] }

    var isChunked: Bool { !head["transfer-encoding"].isEmpty }

    var hasBody: Bool {
        bodySize > 0 || isChunked || head["content-length"].contains { Int64($0) ?? 0 > 0 }
    }

    /// Whether the address is one that means something here.
    var isRouted: Bool { errorCode != nil && status != 501 || ![404, 405, 501].contains(status) }

    func hasHeader(_ name: String) -> Bool { !head[name].isEmpty }

    func has(_ oddity: MultipartOddities) -> Bool { form?.oddities.contains(oddity) ?? false }

    func anyPart(_ isOdd: (PartHead) -> Bool) -> Bool { form?.parts.contains { isOdd($0.head) } ?? false }

    func anyFile(_ isOdd: (PartHead) -> Bool) -> Bool { form?.files.contains(where: isOdd) ?? false }
}

extension PartHead {
    /// The value of a header, whatever the case of its name; `nil` where it is not there.
    func value(of name: String) -> String? {
        headers.first { $0.name.isSame(inAnyCase: name) }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// The bytes of the plain `filename`, as they were sent.
    var plainName: [UInt8]? { disposition["filename"]?.value }
}
