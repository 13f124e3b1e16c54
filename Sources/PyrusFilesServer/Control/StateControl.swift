import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles
import PyrusFilesStore

/// The whole state as one file, out and in again.
struct StateControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [.controlResponse(.get, "state", save), .control(.put, "state", takesBody: true, restore)]
    }

    private static let pieceSize = 256 * 1024

    @Sendable private func save(_ call: ControlRequest) async throws -> Response {
        let file = try await service.store.savedState()
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/vnd.sqlite3",
                .contentDisposition: "attachment; filename=pyrus-files.state",
            ],
            body: ResponseBody(contentLength: Int(file.size)) { [peer = call.context.peer] writer in
                var offset: Int64 = 0
                while offset < file.size {
                    var buffer = ByteBufferAllocator().buffer(capacity: Self.pieceSize)
                    let count = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.pieceSize) {
                        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<Self.pieceSize]), at: offset)
                    }
                    guard count > 0 else { break }
                    offset += Int64(count)
                    try await writer.write(buffer)
                    try await peer.pause()
                }
                try await writer.finish(nil)
            })
    }

    @Sendable private func restore(_ call: ControlRequest) async throws -> JSON {
        let file = try service.store.newStateFile()
        while let piece = try await call.context.body.next() {
            try piece.withUnsafeReadableBytes { try file.append($0) }
        }
        try await service.store.restore(file)
        return ["status": "ok"]
    }
}
