import Testing

extension ServerTests {
    /// Requests that end in the middle: rows M084 and M086 of the catalogue (UPLOAD-17).
    @Suite("Aborted requests")
    struct AbortedRequestTests {
        static let health = WireRequest("GET /_control/health", ["Host: localhost"])

        @Test("M084 uploads aborted at 99 % leave no descriptor and no byte behind")
        func abortedUploads() async throws {
            try await withServer { configuration in
                // Room for all of the uploads at once, and for none beside what is left behind.
                configuration.limits.maxTotalSize = 18 << 20
            } _: { server in
                let form = Form.of(size: 9 << 18)
                let sent = WireRequest.upload(form).head + form[..<(form.count * 99 / 100)]
                try await withThrowingTaskGroup { group in
                    for index in 0..<8 {
                        group.addTask {
                            try await server.talk { connection in
                                try connection.send(sent)
                                if index.isMultiple(of: 2) { connection.resetAtEnd() }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let large = WireRequest.upload(Form.of(size: 17 << 20))
                let isRoomBack = try await server.eventually(large) { $0.status == 200 }
                #expect(isRoomBack)
                let isClosed = try await server.eventually(Self.health) { _ in server.descriptors == 1 }
                #expect(isClosed, "\(server.descriptors) descriptors")
                // The one upload that was whole is all there is.
                let full = try await server.reply(to: .upload(Form.of(size: 2 << 20)))
                #expect(full.summary == "500 server_error")
            }
        }

        @Test("M086 the server outlives what is malformed and reset at once")
        func resets() async throws {
            let upload = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked").head
            let openings: [[UInt8]] = [
                [], Array("GARBAGE\r\n\r\n".utf8), Array("GET /".utf8), [0, 0, 0], upload,
                upload + Array("zz\r\n".utf8),
                upload + Form.head().chunked(last: ""), upload + Array("5\r\njunk!\r\n".utf8) + Array("zz\r\n".utf8),
                WireRequest.upload(Form.hello).bytes, WireRequest("GET /v4/tasks/1").bytes.dropLast(1),
                WireRequest.unframedUpload.authorized(by: "nobody's").adding("Content-Length: 100000").head + [1, 2],
            ]
            try await withServer { server in
                try await withThrowingTaskGroup { group in
                    for opening in openings + openings + openings {
                        group.addTask {
                            try await server.talk { connection in
                                try connection.send(opening)
                                connection.resetAtEnd()
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let isClosed = try await server.eventually(Self.health) { $0.status == 200 && server.descriptors == 1 }
                #expect(isClosed, "\(server.descriptors) descriptors")
            }
        }
    }
}
