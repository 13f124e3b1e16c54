extension ServerCases {
    /// What a client sees that is refused while it sends, and what is left of an upload that fails: AUTH-06, UPLOAD-17.
    static let uploadRefusals: [Case] = [
        Case(
            "server/upload/refusals/unread", ["AUTH-06"],
            "A bad token is answered before a byte of the body came."
        ) {
            let connection = try await $0.connect()
            await connection.send($0.nobodys(FormBody(), length: 100_000).head)
            try await $0.about("a request whose body has not come") {
                try await connection.answer().expectError(.invalidToken)
            }
            await connection.close()
        },
        Case(
            "server/upload/refusals/readable-while-sending", ["AUTH-06"],
            "A client that is refused for its token while it sends can read so: the connection is not reset under it."
        ) {
            let connection = try await $0.connect()
            await connection.send($0.nobodys(FormBody(), length: large).head)
            try await connection.sendLarge()
            try await connection.answer().expectError(.invalidToken)
            try await connection.expectNoReset()
        },
        Case(
            "server/upload/refusals/form-readable-while-sending", ["AUTH-06"],
            "A client whose form is refused while it sends can read so: the connection is not reset under it."
        ) {
            let connection = try await $0.connect()
            let request = $0.upload(FormBody()).without("Content-Length").adding("Content-Length: \(large)")
            await connection.send(request.head + Array("--\(FormBody.boundary)\r\nno header\r\n".utf8))
            try await connection.sendLarge()
            try await connection.answer().expectError(.badMultipartContent)
            try await connection.expectNoReset()
        },
        Case(
            "server/upload/refusals/early", ["AUTH-06", "ERROR-05"],
            "A form is refused at its first fault, while the rest of its body has not come."
        ) {
            let connection = try await $0.connect()
            let request = $0.upload(FormBody()).without("Content-Length").adding("Content-Length: \(large)")
            await connection.send(request.head + Array("--\(FormBody.boundary)\r\nno header\r\n".utf8))
            try await $0.about("a form whose first part is malformed, and whose rest has not come") {
                try await connection.answer().expectError(.badMultipartContent)
            }
            await connection.close()
        },
        Case(
            "server/upload/refusals/token-leaves-nothing", ["AUTH-06"], needs: .control,
            "An upload with a bad token leaves nothing behind."
        ) {
            let form = FormBody(name: "refused-by-token.kit")
            try await $0.refuses($0.nobodys(form, length: form.bytes.count).with(body: form.bytes), .invalidToken)
            try await $0.keepsNothing(named: "refused-by-token.kit", ofAnybody: true)
        },
        Case(
            "server/upload/refusals/form-leaves-nothing", ["UPLOAD-17"], needs: .control,
            "A file in a form that turns out malformed behind it leaves nothing behind."
        ) {
            let name = "refused-by-form.kit"
            for end in ["", "--X", "--X\r\nno header\r\n\r\n--X--\r\n"] {
                try await $0.refuses(FormBody(written: FormBody.file(name) + end), .badMultipartContent, end)
            }
            try await $0.keepsNothing(named: name)
        },
        Case(
            "server/upload/refusals/reset-leaves-nothing", ["UPLOAD-17"], needs: .control,
            "An upload whose connection is reset in the middle of the file leaves nothing behind."
        ) {
            let connection = try await $0.connect()
            await connection.send($0.half("reset.kit"))
            try await Task.sleep(for: .milliseconds(20))
            await connection.reset()
            try await $0.keepsNothing(named: "reset.kit")
        },
        Case(
            "server/upload/refusals/close-leaves-nothing", ["UPLOAD-17"], needs: .control,
            "An upload whose client ends its side in the middle of the file leaves nothing behind."
        ) {
            let connection = try await $0.connect()
            await connection.send($0.half("closed.kit"))
            await connection.finish()
            _ = await connection.end()
            try await $0.keepsNothing(named: "closed.kit")
        },
    ]

    /// More than what the buffers of a connection hold.
    fileprivate static let large = 16 << 20
}

extension ServerExamination {
    /// An upload without a good token and without a body, which says that it has one.
    fileprivate func nobodys(_ form: FormBody, length: Int) -> WireRequest {
        unauthorized("POST", "files/upload").adding(
            "Authorization: Bearer nobodys", "Content-Type: \(form.contentType)", "Content-Length: \(length)")
    }

    /// A request with the first half of a file.
    fileprivate func half(_ name: String) -> [UInt8] {
        let form = FormBody(content: [UInt8](repeating: 0x61, count: 100_000), name: name)
        return upload(form).head + form.bytes.prefix(50_000)
    }
}

extension WireConnection {
    /// Sends a body that is large, in pieces, as far as the other side takes it.
    fileprivate func sendLarge() async throws {
        let piece = [UInt8](repeating: 0x61, count: 256 << 10)
        for _ in 0..<(ServerCases.large / piece.count) {
            try Task.checkCancellation()
            await send(piece)
        }
    }

    /// The connection may end, or go on, but not by a reset.
    fileprivate func expectNoReset() async throws {
        await finish()
        let end = await end()
        guard end != .reset else {
            throw Mismatch(expected: "an end of the connection in order", actual: "a reset, which may lose the answer")
        }
    }
}
