import PyrusFiles
import PyrusFilesStore

/// Bytes of which no two chunks are alike: the period, 251, divides no power of two.
enum Payload {
    private static let period = 251

    /// So many bytes that count up, modulo 251, from `start`.
    static func bytes(_ count: Int, from start: Int = 0) -> [UInt8] {
        let round = (0..<period).map { UInt8((start + $0) % period) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + period)
        while bytes.count < count { bytes += round }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}

extension Reception {
    func append(_ bytes: [UInt8]) throws(APIError) {
        try append(bytes.span.bytes)
    }

    /// Takes all of `bytes`, in pieces whose sizes `lengths` gives over and over, and lets them go on their way.
    func take(_ bytes: [UInt8], inPiecesOf lengths: [Int] = [64 * 1024]) async throws {
        var start = 0
        var turn = 0
        while start < bytes.count {
            let end = min(start + lengths[turn % lengths.count], bytes.count)
            try append(Array(bytes[start..<end]))
            try await drain()
            start = end
            turn += 1
        }
    }
}

extension ContentReader {
    /// The piece at a place, and the next place.
    func bytes(at place: Place) async throws -> (bytes: [UInt8], next: Place) {
        let (bytes, next) = try await piece(at: place) { count, read in
            var memory = [UInt8](repeating: 0, count: count)
            try memory.withUnsafeMutableBytes { try read($0) }
            return memory
        }
        return (bytes, next)
    }

    /// All pieces, in order, from `start` on.
    func bytes(from start: Place = .start) async throws -> [UInt8] {
        var (all, place): ([UInt8], Place) = ([], start)
        while place.offset < size {
            let (bytes, next) = try await bytes(at: place)
            (all, place) = (all + bytes, next)
        }
        return all
    }
}
