extension ServerCases {
    /// How the bytes of an upload come: UPLOAD-14, UPLOAD-15.
    static let uploadTransfer: [Case] = [
        Case(
            "server/upload/transfer/chunked", ["UPLOAD-14"], "A body in chunks is taken as one with a length is."
        ) {
            let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
            for size in [1_000, 65_536, 200_000] {
                try await $0.keepsInChunks(FormBody(content: content), of: size)
            }
        },
        Case(
            "server/upload/transfer/one-byte-chunks", ["UPLOAD-14"],
            "A body in chunks of one byte is taken: a delimiter may be split over any of them."
        ) {
            let content = "\r\n--\(FormBody.boundary.dropLast())\r\n--\(FormBody.boundary)-\r\n\r\n--"
            try await $0.keepsInChunks(FormBody(content: Array(content.utf8)), of: 1)
        },
        Case(
            "server/upload/transfer/cut-anywhere", ["UPLOAD-14"],
            "A body may be cut into two reads at any of its bytes."
        ) {
            let form = FormBody(content: Array("a\r\n--X\r".utf8), boundary: "X")
            let connection = try await $0.connect()
            let request = $0.upload(form)
            for cut in 0...form.bytes.count {
                await connection.send(request.head + form.bytes.prefix(cut))
                // What is sent at once may be read at once.
                try await Task.sleep(for: .milliseconds(1))
                await connection.send(Array(form.bytes.dropFirst(cut)))
                let answer = try await connection.answer()
                try await $0.about("a body cut behind byte \(cut)") {
                    try answer.receipt().expectMD5(of: form.content)
                }
            }
            await connection.close()
        },
        Case(
            "server/upload/transfer/cut-off-chunks", ["UPLOAD-11", "UPLOAD-14"],
            "A whole form whose last chunk never comes is 400 bad_multipart_content or no answer."
        ) {
            let form = FormBody()
            let connection = try await $0.connect()
            let request = $0.upload(form).without("Content-Length").adding("Transfer-Encoding: chunked")
            await connection.send(request.head + Chunked.chunk(form.bytes))
            await connection.finish()
            do {
                try await connection.answer().expect(400)
            } catch WireFailure.ended {
                // Who sends no whole request is owed no answer (RFC 9112, 8).
            }
        },
        Case(
            "server/upload/transfer/continue", ["UPLOAD-15"],
            "Who expects 100-continue, with a good token and length, gets 100, and then the receipt."
        ) {
            let form = FormBody()
            let connection = try await $0.connect()
            let request = $0.upload(form).adding("Expect: 100-continue")
            await connection.send(request.head)
            try await connection.anyAnswer().expect(100)
            await connection.send(form.bytes)
            try await connection.answer().receipt().expectMD5(of: form.content)
            await connection.close()
        },
        Case(
            "server/upload/transfer/continue-in-chunks", ["UPLOAD-15"],
            "Who expects 100-continue before a body in chunks gets 100, and then the receipt."
        ) {
            let form = FormBody()
            let connection = try await $0.connect()
            let request = $0.upload(form).without("Content-Length").adding("Transfer-Encoding: chunked")
            await connection.send(request.adding("Expect: 100-Continue").head)
            try await connection.anyAnswer().expect(100)
            await connection.send(Chunked.body(form.bytes, size: 50))
            try await connection.answer().receipt().expectMD5(of: form.content)
            await connection.close()
        },
        Case(
            "server/upload/transfer/no-continue-without-token", ["UPLOAD-15", "AUTH-06"],
            "Who expects 100-continue with a bad token gets 401 at once, and no 100."
        ) {
            let form = FormBody()
            let request = $0.unauthorized("POST", "files/upload").adding("Authorization: Bearer nobodys")
            let connection = try await $0.connect()
            await connection.send(
                request.adding("Content-Type: \(form.contentType)", "Expect: 100-continue").with(body: form.bytes).head)
            try await connection.anyAnswer().expectError(.invalidToken)
            await connection.close()
        },
        Case(
            "server/upload/transfer/no-continue-beyond-the-limit", ["UPLOAD-15", "UPLOAD-09"],
            "Who expects 100-continue with a length that is too large gets 400 at once, and no 100."
        ) {
            let connection = try await $0.connect()
            let request = $0.upload(FormBody()).without("Content-Length")
            await connection.send(request.adding("Content-Length: 3000000000", "Expect: 100-continue").head)
            try await connection.anyAnswer().expectError(.tooLargeRequestLength)
            await connection.close()
        },
    ]
}

extension ServerExamination {
    /// Sends a form in chunks, which has to be taken, and its file stored byte for byte.
    fileprivate func keepsInChunks(_ form: FormBody, of size: Int) async throws {
        var request = upload(form).without("Content-Length").adding("Transfer-Encoding: chunked")
        request.body = Chunked.body(form.bytes, size: size)
        try await about("chunks of \(size) bytes") {
            let receipt = try await exchange(request).receipt()
            try receipt.expectMD5(of: form.content)
            guard let id = try await attached(receipt.guid)["id"]?.int64Value else {
                throw Mismatch(expected: "a file object with a numeric id", actual: "one without")
            }
            try await download(id).expectBody(form.content)
        }
    }
}
