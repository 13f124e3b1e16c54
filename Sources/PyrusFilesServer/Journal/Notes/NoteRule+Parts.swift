import MultipartForm

extension NoteRule {
    /// What a form consists of, and the headers of its parts (M103 to M106, M112).
    static let ofParts = [
        NoteRule(
            "token-in-form",
            "A token or key is a field of the form, which is not looked at: send it as \"Authorization: Bearer\" alone "
                + "(AUTH-09, CLIENT-01).",
            where: { $0.anyPart { $0.fileName == nil && Masking.isSecret($0.name ?? "") } }),
        NoteRule(
            "extra-field",
            "Beside the file the form has a field, which the API does not have and which is ignored: send the file "
                + "alone (UPLOAD-08).",
            where: { evidence in
                !(evidence.form?.files.isEmpty ?? true) && evidence.anyPart { $0.fileName == nil }
            }),
        NoteRule(
            "part-name-missing",
            "A part has no name, which every part of a form has to have: name the file's part \"file\" (M072).",
            where: { $0.anyPart { ($0.name ?? "").isEmpty } }),
        NoteRule(
            "part-content-type-missing",
            "The file's part has no Content-Type and so counts as text/plain: send the file's media type, or "
                + "application/octet-stream (M112, RFC 7578 4.4).",
            where: { $0.anyFile { $0.value(of: "content-type") == nil } }),
        NoteRule(
            "part-content-type-malformed",
            "A part's Content-Type is no media type, or is there twice: send one such as application/octet-stream "
                + "(M055).",
            where: { evidence in
                evidence.anyPart { part in
                    let types = part.headers.filter { $0.name.lowercased() == "content-type" }
                    let slash = UInt8(ascii: "/")
                    return types.count > 1
                        || types.contains { $0.value.first == slash || !$0.value.dropLast().contains(slash) }
                }
            }),
        NoteRule(
            "nested-multipart",
            "A part is itself a multipart message, an old way of sending several files, and is stored as it is: send "
                + "each file in a request of its own (M044, CLIENT-03).",
            where: { $0.anyPart { $0.value(of: "content-type")?.lowercased().hasPrefix("multipart/") ?? false } }),
        NoteRule(
            "part-encoded",
            "A part's content is encoded for mail (Content-Transfer-Encoding) and is stored encoded: send the file's "
                + "own bytes (M060, UPLOAD-16).",
            where: { $0.anyPart { transferEncoding(of: $0).map { !plainEncodings.contains($0) } ?? false } }),
        NoteRule(
            "part-transfer-encoding",
            "A part has a Content-Transfer-Encoding, which says nothing and is deprecated in forms: leave it out "
                + "(M112, RFC 7578 4.7).",
            where: { $0.anyPart { transferEncoding(of: $0).map { plainEncodings.contains($0) } ?? false } }),
        NoteRule(
            "part-content-encoding",
            "A part's content is compressed (Content-Encoding) and is stored compressed: send the file's own bytes "
                + "(M062, UPLOAD-16).",
            where: { $0.anyPart { $0.value(of: "content-encoding") != nil } }),
        NoteRule(
            "part-content-length",
            "A part has a Content-Length, which nobody reads: only the boundary ends a part. Leave it out (M061, M112).",
            where: { $0.anyPart { $0.value(of: "content-length") != nil } }),
        NoteRule(
            "part-header-unknown",
            "A part has a header that forms do not have, and it is ignored: leave it out (RFC 7578 4.8).",
            where: { $0.anyPart { $0.headers.contains { !knownHeaders.contains($0.name.lowercased()) } } }),
    ]

    private static let plainEncodings: Set<String> = ["7bit", "8bit", "binary"]
    private static let knownHeaders: Set<String> = [
        "content-disposition", "content-type", "content-transfer-encoding", "content-encoding", "content-length",
    ]

    private static func transferEncoding(of part: PartHead) -> String? {
        part.value(of: "content-transfer-encoding")?.lowercased()
    }
}
