extension ServerCases {
    /// Names in RFC 8187's and RFC 2047's encodings, and names that are too long: UPLOAD-12, UPLOAD-13.
    static let fileNamesEncoded: [Case] = [
        extended(
            "extended", "filename* goes before filename, wherever it stands",
            [
                "filename=\"a.txt\"; filename*=UTF-8''b.txt": "b.txt",
                "filename*=utf-8'en'b%20c.txt; filename=\"a.txt\"": "b c.txt",
                "filename*=UTF-8''%e2%82%ac.txt": "€.txt",
            ]),
        extended(
            "extended-latin-1", "filename* is read in ISO-8859-1, too",
            [
                "filename=\"a.txt\"; filename*=iso-8859-1''%a3%E9.txt": "£é.txt"
            ]),
        extended(
            "extended-last-segment", "Of filename*, decoded once, the last segment counts",
            [
                "filename*=UTF-8''dir%2F%252F%2522%5C%2522.txt": "%22.txt"
            ]),
        extended(
            "extended-not-decodable", "Where filename* does not decode, filename counts",
            [
                "filename=\"a.txt\"; filename*=UTF-8''%e2%8": "a.txt",
                "filename=\"a.txt\"; filename*=UTF-8''%e2%82": "a.txt",
                "filename=\"a.txt\"; filename*=UTF-8''%zz": "a.txt",
                "filename=\"a.txt\"; filename*=x-foo''b.txt": "a.txt",
                "filename=\"a.txt\"; filename*=b.txt": "a.txt", "filename=\"a.txt\"; filename*=UTF-8'b.txt": "a.txt",
                "filename=\"a.txt\"; filename*=": "a.txt",
            ]),
        Case(
            "server/upload/file-names/extended-alone-not-decodable", ["UPLOAD-12"],
            "A lone filename* that does not decode, or to nothing, is no name: 400 no_file_in_request."
        ) {
            for value in ["UTF-8''%e2%8", "UTF-8''%zz", "x-foo''b.txt", "b.txt", "UTF-8'b.txt", "", "UTF-8''"] {
                try await $0.refuses(FormBody(parameters: "filename*=\(value)"), .noFileInRequest, "filename*=\(value)")
            }
        },
        Case(
            "server/upload/file-names/sections", ["UPLOAD-12"],
            "filename*0 and the like are ignored, and alone they are no name."
        ) {
            let sections = "filename*0=\"b\"; filename*2=\"c\"; filename*1000000000=\"d\"; filename*0*=UTF-8''e"
            try await $0.names(FormBody(parameters: "\(sections); filename=\"a.txt\""), as: "a.txt")
            try await $0.refuses(FormBody(parameters: sections), .noFileInRequest, "sections alone")
        },
        stored(
            "encoded-words", "A name of nothing but RFC 2047 words is decoded",
            [
                "=?utf-8?B?0L4udHh0?=": "о.txt", "=?iso-8859-1*en?q?caf=E9_1.txt?=": "café 1.txt",
                "=?UTF-8?B?0A==?= =?UTF-8?Q?=BE=2E?=  =?utf-8?b?dHh0?=": "о.txt", "=?utf-8?B?Li4vYS50eHQ=?=": "a.txt",
            ]),
        stored(
            "no-encoded-words", "A name with text around RFC 2047 words, or of words that don't decode, is kept",
            [
                "a =?utf-8?B?0L4udHh0?=": "a =?utf-8?B?0L4udHh0?=", " =?utf-8?B?0L4udHh0?=": " =?utf-8?B?0L4udHh0?=",
                "=?koi8-r?B?zi50eHQ=?=": "=?koi8-r?B?zi50eHQ=?=", "=?utf-8?B?0L4*?=": "=?utf-8?B?0L4*?=",
                "=?utf-8?B?0L4ud?=": "=?utf-8?B?0L4ud?=", "=?utf-8?X?abc?=": "=?utf-8?X?abc?=",
                "=?utf-8?Q?=zz?=": "=?utf-8?Q?=zz?=", "=?utf-8?B?0L4udHh0": "=?utf-8?B?0L4udHh0",
            ]),
        Case(
            "server/upload/file-names/longest", ["UPLOAD-13"],
            "A stored name may have 255 Unicode scalars, whatever their bytes."
        ) {
            for character in ["a", "😀"] {
                let name = String(repeating: character, count: 255)
                try await $0.names(FormBody(name: name), as: name, "255 times \(character)")
            }
        },
        Case(
            "server/upload/file-names/length-of-what-is-stored", ["UPLOAD-13"],
            "What counts is the stored name, after decoding and without its folder."
        ) {
            let name = String(repeating: "b", count: 255)
            try await $0.names(FormBody(name: "folder/\(name)"), as: name, "a folder before 255 characters")
            let quotes = String(repeating: "\"", count: 100)
            let sent = String(repeating: "%22", count: 100)
            try await $0.names(FormBody(name: sent), as: quotes, "100 times %22")
        },
        Case(
            "server/upload/file-names/too-long", ["UPLOAD-13"],
            "A stored name of more than 255 Unicode scalars is 400 max_file_name_length_exceeded."
        ) {
            for (character, count) in [("a", 256), ("😀", 256), ("a", 1_024)] {
                let form = FormBody(name: String(repeating: character, count: count))
                try await $0.refuses(form, .maxFileNameLengthExceeded, "\(count) times \(character)")
            }
        },
    ]

    private static func extended(_ id: String, _ what: String, _ names: KeyValuePairs<String, String>) -> Case {
        Case("server/upload/file-names/\(id)", ["UPLOAD-12"], "\(what).") {
            for (sent, name) in names { try await $0.names(FormBody(parameters: sent), as: name, sent) }
        }
    }
}
