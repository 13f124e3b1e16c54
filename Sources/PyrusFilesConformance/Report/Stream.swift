#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What went one way over a connection, of which a transcript may hold several pieces.
struct Stream {
    let isSent: Bool
    var indices: [Int] = []
    var bytes: [UInt8] = []

    static func all(of events: [Transcript.Event]) -> [Stream] {
        var streams: [Int: Stream] = [:]
        for (index, event) in events.enumerated() where !event.bytes.isEmpty {
            let isSent = if case .sent = event.kind { true } else { false }
            let key = event.connection * 2 + (isSent ? 1 : 0)
            streams[key, default: Stream(isSent: isSent)].indices.append(index)
            streams[key, default: Stream(isSent: isSent)].bytes += event.bytes
        }
        return Array(streams.values)
    }
}

extension Transcript.Event {
    /// What is kept of the bytes that went over.
    var bytes: [UInt8] {
        switch kind {
        case .sent(let bytes), .received(let bytes): bytes
        case .opened, .ended: []
        }
    }
}

extension [UInt8] {
    /// How many bytes stand at the end that a pattern begins with, but is longer than; `nil` for fewer than so many.
    func endingBeginning(of pattern: [UInt8], atLeast shortest: Int) -> Int? {
        withUnsafeBytes { bytes in
            pattern.withUnsafeBytes { pattern in
                guard let end = bytes.baseAddress?.advanced(by: count), let start = pattern.baseAddress else {
                    return nil
                }
                var length = Swift.min(pattern.count - 1, count)
                while length >= shortest {
                    if memcmp(end - length, start, length) == 0 { return length }
                    length -= 1
                }
                return nil
            }
        }
    }

    /// Where these bytes stand. A transcript is searched for many tokens, which takes the library's search.
    func places(of pattern: [UInt8]) -> [Range<Int>] {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let first = pattern.first else { return [] }
            var places: [Range<Int>] = []
            var offset = 0
            while bytes.count - offset >= pattern.count,
                let found = memchr(start + offset, Int32(first), bytes.count - offset - pattern.count + 1)
            {
                let place = UnsafeRawPointer(found) - start
                let isHere = memcmp(start + place, pattern, pattern.count) == 0
                offset = place + (isHere ? pattern.count : 1)
                if isHere { places.append(place..<offset) }
            }
            return places
        }
    }
}
