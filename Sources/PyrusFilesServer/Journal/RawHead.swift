import NIOHTTP1

/// A request's head as it came: the target, and the header fields in their order and spelling.
struct RawHead: Sendable {
    var method: String?
    var target: String?
    var isHTTP10 = false
    var headers: [(name: String, value: String)] = []

    init(_ head: HTTPRequestHead) {
        method = head.method.rawValue
        target = head.uri
        isHTTP10 = head.version == .http1_0
        headers = head.headers.map { ($0.name, $0.value) }
    }

    /// What can be told of a head that was not read to its end, by its first bytes.
    init(beginning: [UInt8]) {
        let line = beginning.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        let isMethod: (UInt8) -> Bool = { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        guard let method = words.first, method.count <= 32, method.count < line.count, method.allSatisfy(isMethod)
        else { return }
        self.method = String(decoding: method, as: UTF8.self)
        #if !PLANTED_DEFECT  // A bound is forgotten.
            guard words.count > 1 else { return }
        #endif
        target = String(decoding: words[1], as: UTF8.self)
    }

    /// The values of a header, whatever the case of its name.
    subscript(name: String) -> [String] {
        headers.filter { $0.name.isSame(inAnyCase: name) }.map(\.value)
    }

    /// The target without its query and, of an absolute one, without the address.
    var path: Substring {
        let target = target ?? ""
        let end = target.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? target.endIndex
        var path = target[..<end]
        if path.utf8.first != UInt8(ascii: "/"), let scheme = path.firstIndex(inAnyCase: "://") {
            path = path[scheme...].dropFirst(3).drop { $0 != "/" }
        }
        return path
    }

    /// The names and values in the query, as they were sent.
    var query: [(name: Substring, value: Substring)] {
        guard let target, let mark = target.firstIndex(of: "?") else { return [] }
        return target[target.index(after: mark)...].split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            return (name, pair.dropFirst(name.count + 1))
        }
    }

    /// Whether the control API is asked, which is no part of the imitated one.
    var isControl: Bool { path.split(separator: "/", maxSplits: 1).first == "_control" }
}
