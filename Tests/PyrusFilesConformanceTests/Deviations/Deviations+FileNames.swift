import PyrusFiles

@testable import PyrusFilesServer

extension Deviations {
    static let fileNames: [Deviation] = [
        names("any-script", "composes combining marks", "e\u{301}", as: "é"),
        names("spaces-and-dots", "trims a name", "\"a.txt \"", as: "\"a.txt\""),
        names("control-characters", "drops controls of a name", "\u{7f}", as: ""),
        names("no-other-percents", "percent-decodes a name", "%D0%BE%20", as: "о "),
        names("percent-encoded-quotes", "keeps %22 in a name", "%22b", as: "%2522b"),
        names("escaped-quotes", "ends a name at an escaped quote", #"a\"b.txt""#, as: "a\""),
        names("backslashes-before-percents", "undoes percents before backslashes", #"\%22b"#, as: #"\"b"#),
        names("last-segment", "knows one kind of slash", #""a\b/c\d""#, as: #""c_d""#),
        names("no-segment-left", "takes the last folder where no name is left", "\"dir/\"", as: "\"dir\""),
        names("unquoted", "ends a name without quotes at a space", "=my file (1).txt", as: "=my"),
        .reading("server/upload/file-names/not-utf-8", "takes bytes that are not UTF-8 for ISO-8859-1") {
            $0.replace([0x66, 0xe9, 0x2e], with: Array("fé.".utf8))
        },
    ]

    static let fileNamesEncoded: [Deviation] = [
        names(
            "extended", "does not look at filename*", "filename=\"a.txt\"; filename*=UTF-8''b.txt",
            as: "filename=\"a.txt\""),
        names("extended-latin-1", "reads filename* in UTF-8 alone", "filename*=iso-8859-1''", as: "filename*=none''"),
        names("extended-last-segment", "decodes filename* twice", "%2522.txt", as: "%22.txt"),
        names(
            "extended-not-decodable", "drops what of filename* does not decode", "\"a.txt\"; filename*=UTF-8''%e2%82",
            as: "\"a.txt\"; filename*=UTF-8''%3f"),
        names(
            "extended-alone-not-decodable", "takes a charset that it does not know for UTF-8", "*=x-foo''",
            as: "*=UTF-8''"),
        names(
            "sections", "joins the sections of a name", "filename*0=\"b\"; filename*2=\"c\"", as: "filename*=UTF-8''bc"),
        names("encoded-words", "keeps RFC 2047 words", "\"=?utf-8?B?0L4udHh0?=\"", as: "\"=_utf-8_B_0L4udHh0_=\""),
        names("no-encoded-words", "decodes RFC 2047 words inside a name", "a =?utf-8?B?0L4udHh0?=", as: "a о.txt"),
        Deviation("server/upload/file-names/longest", "allows names of 254 characters") {
            $0.limits.maxFileNameLength = 254
        },
        .refusing(
            "server/upload/file-names/length-of-what-is-stored", "counts a name as it was sent",
            .maxFileNameLengthExceeded
        ) {
            $0.contains("folder/")
        },
        Deviation("server/upload/file-names/too-long", "allows names of 300 characters") {
            $0.limits.maxFileNameLength = 300
        },
    ]

    private static func names(_ id: String, _ what: String, _ text: String, as other: String) -> Deviation {
        .reading("server/upload/file-names/\(id)", what, text, as: other)
    }
}
