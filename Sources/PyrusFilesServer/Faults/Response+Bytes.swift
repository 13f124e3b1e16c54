import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

extension Response {
    /// The bytes of a JSON answer; `nil` for any other.
    func jsonBytes() async throws -> [UInt8]? {
        guard headers[.contentType]?.hasPrefix("application/json") == true, body.contentLength ?? .max <= 64 << 20
        else { return nil }
        let collected = Mutex<[UInt8]>([])
        try await body.write(Collector { bytes in collected.withLock { $0 += bytes } })
        return collected.withLock { $0 }
    }
}

private struct Collector: ResponseBodyWriter {
    let take: (ByteBufferView) -> Void

    mutating func write(_ buffer: ByteBuffer) async throws { take(buffer.readableBytesView) }

    consuming func finish(_ trailers: HTTPFields?) async throws {}
}
