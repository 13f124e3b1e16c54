import PyrusFiles

extension ServerCases {
    /// What an upload that is taken is answered, and what may differ in one: UPLOAD-01 to UPLOAD-05.
    static let uploadSuccess: [Case] = [
        Case(
            "server/upload/success/receipt", ["UPLOAD-01"],
            "An upload is answered 200 with compact JSON of exactly guid and md5_hash, in that order."
        ) {
            let answer = try await $0.exchange($0.upload(FormBody()))
            let receipt = try answer.receipt()
            let right = #"{"guid":"\#(receipt.guid)","md5_hash":"\#(receipt.md5)"}"#
            guard answer.body == Array(right.utf8) else { throw Mismatch(expected: right, actual: answer.summary) }
        },
        Case(
            "server/upload/success/receipt-is-json", ["UPLOAD-01"],
            "The receipt says that it is JSON: its Content-Type is application/json."
        ) {
            let answer = try await $0.exchange($0.upload(FormBody()))
            try answer.expect(200)
            let type = answer["Content-Type"]
            guard type?.prefix(while: { $0 != ";" }).trimmed.lowercased() == "application/json" else {
                throw Mismatch(expected: "Content-Type: application/json", actual: type ?? "no Content-Type")
            }
        },
        Case(
            "server/upload/success/guid-form", ["UPLOAD-02"], "The guid is a UUID in lower case with dashes."
        ) {
            let guid = try await $0.uploaded().guid
            guard GUID(guid) != nil, guid.utf8.count == 36, guid == guid.lowercased() else {
                throw Mismatch(expected: "a guid such as 0f8fad5b-d9cb-469f-a165-70867728950e", actual: guid)
            }
        },
        Case(
            "server/upload/success/guid-each-time", ["UPLOAD-02"],
            "The same bytes under the same name get another guid each time, and the same MD5."
        ) {
            let receipts = [try await $0.uploaded(), try await $0.uploaded()]
            guard receipts[0].guid != receipts[1].guid, receipts[0].md5 == receipts[1].md5 else {
                throw Mismatch(
                    expected: "two guids and one MD5",
                    actual: receipts.map { "\($0.guid) with \($0.md5)" }.joined(separator: " and "))
            }
        },
        Case(
            "server/upload/success/md5", ["UPLOAD-03"], "md5_hash is the MD5 of exactly the file's bytes."
        ) {
            for count in [1, 55, 56, 64, 4_096, 65_537] {
                let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                try await $0.takes(FormBody(content: content), "a file of \(count) bytes")
            }
        },
        Case(
            "server/upload/success/md5-case", ["UPLOAD-03"],
            "md5_hash is 32 hex digits, lower-case as documented, upper-case as observed."
        ) {
            let content = FormBody.content
            guard let right = MD5Digest(bytes: MD5.digest(of: content))?.hex($0.profile) else { return }
            let md5 = try await $0.uploaded(FormBody(content: content)).md5
            guard md5 == right else { throw Mismatch(expected: "md5_hash \(right)", actual: md5) }
        },
        Case(
            "server/upload/success/md5-of-file-object", ["UPLOAD-03"],
            "The file object has the same md5 as the receipt, to the letter."
        ) {
            let receipt = try await $0.uploaded()
            let md5 = try await $0.attached(receipt.guid)["md5"]?.stringValue
            guard md5 == receipt.md5 else {
                throw Mismatch(expected: "a file object with the md5 \(receipt.md5)", actual: md5 ?? "one without")
            }
        },
        Case(
            "server/upload/success/all-byte-values", ["UPLOAD-16"],
            "A file of all byte values in all pairs comes back byte for byte."
        ) {
            let content = (0...255).flatMap { first in (0...255).flatMap { [UInt8(first), UInt8($0)] } }
            try await $0.keeps(FormBody(content: content))
        },
        Case(
            "server/upload/success/one-byte", ["UPLOAD-16"], "A file of one byte, a zero too, is a file."
        ) {
            for byte: UInt8 in [0, 0x30, 0xff] {
                try await $0.keeps(FormBody(content: [byte]), "the single byte \(byte)")
            }
        },
        Case(
            "server/upload/success/no-file-id-yet", ["UPLOAD-18"],
            "Nothing downloads an upload by its guid before it is attached: 400 unrecognized_attachment_id."
        ) {
            let guid = try await $0.uploaded().guid
            let answer = try await $0.exchange($0.request("GET", "files/download/\(guid)"))
            try answer.expectError(.unrecognizedAttachmentID)
        },
    ]
}
