import MultipartForm

/// Work whose time has to grow with its size and no faster.
struct Workload: Sendable {
    let name: String
    /// The smaller of the two sizes in bytes.
    let size: Int
    /// Prepares the work of a size. The work returns the bytes it went through.
    let prepare: @Sendable (Int) -> (() -> Int)

    static let linear: [Workload] = [
        Workload(name: "M015 escapes in the boundary", size: 20_000) { size in
            parseContentType("multipart/form-data; boundary=\"" + String(repeating: "\\\\", count: size / 2) + "\"")
        },
        Workload(name: "M015 quotes in a parameter", size: 20_000) { size in
            parseContentType("multipart/form-data; !=\"" + String(repeating: "\\\"", count: size / 2) + "x")
        },
        content(Payload("M033", repeating: "\r\n\n\r\r\r\n\r\0"), size: 1 << 20),
        Workload(name: "M078 escapes, one header", size: 1 << 20) { size in
            parseParts(count: 1, escapes: size / 3)
        },
        Workload(name: "M078 escapes, parts of 1 KiB", size: 1 << 20) { size in
            parseParts(count: size / 1024, escapes: 300)
        },
        content(Payload("M088 CR LF - -", repeating: "\r\n--"), size: 64 << 20),
        content(Payload("M088 CR", repeating: "\r"), size: 64 << 20),
        content(Payload("M088 -", repeating: "-"), size: 64 << 20),
    ]

    private static func content(_ payload: Payload, size: Int) -> Workload {
        Workload(name: payload.name, size: size) { size in { payload.parse(size) } }
    }

    /// Reads a Content-Type that has to be refused.
    private static func parseContentType(_ text: String) -> () -> Int {
        let value = Array(text.utf8)
        return {
            if (try? MultipartBoundary(contentType: value)) != nil { print("accepted: \(text.prefix(60))…") }
            return value.count
        }
    }

    /// Reads parts whose names are dense in backslashes, under limits that let them pass.
    private static func parseParts(count: Int, escapes: Int) -> () -> Int {
        let name = String(repeating: "a\\\\", count: escapes)
        let part = "--X\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(name)b\"\r\n\r\nhello\r\n"
        let bytes = Array(part.utf8)
        return {
            do {
                let limits = MultipartLimits(overhead: .max, partHeaderBytes: .max)
                var parser = try MultipartParser(boundary: MultipartBoundary("X"), limits: limits)
                for _ in 0..<count { _ = try parser.countContent(of: bytes) }
                _ = try parser.countContent(of: Array("--X--".utf8))
                try parser.finish()
            } catch {
                print("M078: \(error)")
            }
            return bytes.count * count
        }
    }
}
