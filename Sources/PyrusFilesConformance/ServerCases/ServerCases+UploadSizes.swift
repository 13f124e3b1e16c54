import PyrusFiles

extension ServerCases {
    /// How large a file may be: UPLOAD-09, UPLOAD-10.
    static let uploadSizes: [Case] = [
        Case(
            "server/upload/sizes/empty-file", ["UPLOAD-10"], "A file without a byte is 400 empty_file."
        ) { try await $0.refuses(FormBody(content: []), .emptyFile) },
        Case(
            "server/upload/sizes/empty-file-without-line-end", ["UPLOAD-10"],
            "A file whose delimiter follows the blank line at once is empty, too: 400 empty_file."
        ) {
            let body = "--X\r\n\(FormBody.disposition("filename=\"a.txt\""))\r\n\r\n--X--\r\n"
            try await $0.refuses(FormBody(written: body), .emptyFile)
        },
        Case(
            "server/upload/sizes/around-64-kib", ["UPLOAD-14", "UPLOAD-16"],
            "Files of 64 KiB, a byte less and a byte more are stored whole."
        ) {
            for count in [65_535, 65_536, 65_537] {
                let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }
                try await $0.keeps(FormBody(content: content), "a file of \(count) bytes")
            }
        },
        Case(
            "server/upload/sizes/declared-too-large", ["UPLOAD-09"],
            "A declared length that can hold no allowed file is 400 too_large_request_length before a byte of the body came."
        ) {
            for length in ["\(longestBody + 1)", "4294967296", "1000000000000000000"] {
                let connection = try await $0.connect()
                let request = $0.upload(FormBody()).without("Content-Length").adding("Content-Length: \(length)")
                await connection.send(request.head)
                try await $0.about("Content-Length: \(length)") {
                    try await connection.answer().expectError(.tooLargeRequestLength)
                }
                await connection.close()
            }
        },
        Case(
            "server/upload/sizes/declared-that-fits", ["UPLOAD-09", "UPLOAD-15"],
            "A declared length that holds the largest file and 64 KiB around it is good: who expects 100-continue gets 100."
        ) {
            let connection = try await $0.connect()
            let request = $0.upload(FormBody()).without("Content-Length")
            await connection.send(
                request.adding("Content-Length: \(longestBody)", "Expect: 100-continue").head)
            try await connection.anyAnswer().expect(100)
            await connection.reset()
        },
        Case(
            "server/upload/sizes/largest", ["UPLOAD-09"], needs: [.large, .intrusive],
            "A file of 2,147,483,647 bytes is taken, with its MD5."
        ) {
            let receipt = try await $0.sendZeros(largestFile).receipt()
            // Of so many zeros.
            let right = "b3dc5e51b0698ddf18d48bbf16c1153f"
            guard receipt.md5.lowercased() == right else {
                throw Mismatch(expected: "md5_hash \(right)", actual: receipt.md5)
            }
        },
        Case(
            "server/upload/sizes/one-byte-over", ["UPLOAD-09"], needs: [.large, .intrusive],
            "A file of 2,147,483,648 bytes is 400 too_large_request_length."
        ) { try await $0.sendZeros(largestFile + 1).expectError(.tooLargeRequestLength) },
        Case(
            "server/upload/sizes/chunked-over", ["UPLOAD-09", "UPLOAD-14"], needs: [.large, .intrusive],
            "A file in chunks is 400 too_large_request_length once it passes 2,147,483,647 bytes, without an end."
        ) { try await $0.sendZeros(largestFile + 1, inChunks: true).expectError(.tooLargeRequestLength) },
    ]

    private static let largestFile = 2_147_483_647
    private static let longestBody = largestFile + 64 * 1_024
}

extension ServerExamination {
    /// Sends a file of zeros in pieces, until it is answered; one in chunks is never brought to an end.
    fileprivate func sendZeros(_ count: Int, inChunks: Bool = false) async throws -> WireAnswer {
        let form = FormBody(content: [])
        let connection = try await connect()
        let request = upload(form).without("Content-Length")
        let length = count + form.bytes.count
        await connection.send(
            request.adding(inChunks ? "Transfer-Encoding: chunked" : "Content-Length: \(length)").head)
        let send = { (bytes: [UInt8]) in
            await connection.send(inChunks ? Chunked.chunk(bytes) : bytes)
        }
        await send(form.opening + form.part)
        let piece = [UInt8](repeating: 0, count: 1 << 20)
        var left = count
        while left > 0, !connection.hasNews {
            try Task.checkCancellation()
            await send(left < piece.count ? Array(piece.prefix(left)) : piece)
            left -= piece.count
        }
        if !inChunks, left <= 0 { await connection.send(form.closing) }
        let answer = try await connection.answer()
        await connection.close()
        return answer
    }
}

/// The chunked coding (RFC 9112, 7.1).
enum Chunked {
    static let end = Array("0\r\n\r\n".utf8)

    static func chunk(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    /// A whole body, in chunks of a size.
    static func body(_ bytes: [UInt8], size: Int) -> [UInt8] {
        stride(from: 0, to: bytes.count, by: size).flatMap { chunk(bytes[$0..<min($0 + size, bytes.count)]) } + end
    }
}
