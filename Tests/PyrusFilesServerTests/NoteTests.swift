import Foundation
import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// Each rule by a request that breaks it, and one beside it that does not.
    @Suite("Notes on the client")
    struct NoteTests {
        struct Pair: Sendable {
            let rule: String
            let odd: NotedRequest
            let plain: NotedRequest

            init(_ rule: String, _ odd: NotedRequest, _ plain: NotedRequest = .upload()) {
                self.rule = rule
                self.odd = odd
                self.plain = plain
            }
        }

        static let json = "Content-Type: application/json"
        static let requests = [
            Pair("token-in-query", .get("/v4/tasks/1?access%5Ftoken=a"), .get()),
            Pair("token-in-cookie", .get("/v4/tasks/1", "Cookie: a=1; token=b"), .get("/v4/tasks/1", "Cookie: a=1")),
            Pair("token-malformed", .get(token: "<coroutine object at 0x1>"), .get(token: "abc.DEF-_~+/=")),
            Pair("token-malformed", .get(token: "a\tb"), .get(token: "\tab ")),
            Pair("token-malformed", .get(token: "\u{e9}")),
            Pair("doubled-slashes", .upload("/v4//files/upload")),
            Pair("trailing-slash", .get("/v4/tasks/1/"), .get()),
            Pair(
                "unknown-query-parameter", .get("/services/attachment?Id=1&download=True"),
                .get("/services/attachment?Id=1")),
            Pair("get-with-body", .get("/v4/tasks/1", "Content-Length: 3", json, body: "{}\n"), .get()),
            Pair("get-with-content-type", .get("/v4/tasks/1", json), .get()),
            Pair(
                "json-content-type", .post("/v4/tasks", "Content-Length: {length}", body: #"{"text":"a"}"#),
                .post("/v4/tasks", json + "; charset=utf-8", "Content-Length: {length}", body: #"{"text":"a"}"#)),
            Pair("misspelled-content-type", .upload(fields: ["ContentType: multipart/form-data"])),
            Pair("content-type-by-hand", .upload(type: "multipart/form-data")),
            Pair("upgrade", .upload(fields: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"])),
            Pair("http-1-0", .upload(version: "1.0")),
            Pair(
                "chunked",
                .post("/v4/tasks", json, "Transfer-Encoding: chunked", body: "c\r\n{\"text\":\"a\"}\r\n0\r\n\r\n"),
                .post("/v4/tasks", json, "Content-Length: {length}", body: #"{"text":"a"}"#)),
            Pair("range", .get("/v4/files/download/1", "Range: bytes=0-1"), .get("/v4/files/download/1")),
            Pair("content-md5", .upload(fields: ["Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg=="])),
        ]
        static let random = "8c3f0e5a9b7d4c21"
        static let boundaries = [
            Pair("boundary-short", .upload(type: #"multipart/form-data; boundary="----formdata-undici-026034543075""#)),
            Pair("boundary-quoted", .upload(type: #"multipart/form-data; boundary="{B}""#)),
            Pair("boundary-unquoted", .upload(type: "multipart/form-data; boundary=a/{B}")),
            Pair("boundary-unusual", .upload(type: #"multipart/form-data; boundary="a/{B}""#)),
            Pair("boundary-blank", .upload(type: #"multipart/form-data; boundary="a {B}""#)),
        ]
        /// In seconds, thousandths and further parts of them, and as `uniqid` of PHP; a day before, a number like any other.
        static let times = {
            let now = Int(Date().timeIntervalSince1970)
            let before = now - 90_000
            return ["\(now)", "\(now)123", "\(now)123456", "\(now)123456789", String(now, radix: 16) + "abcde"].map {
                Pair(
                    "boundary-time", .upload(type: "multipart/form-data; boundary=\($0)-{B}"),
                    .upload(type: "multipart/form-data; boundary=\(before)-{B}"))
            }
        }()
        static let blanks = ["= ", " =", "=\t", "\t="].map {
            Pair("boundary-blank", .upload(type: "multipart/form-data; boundary\($0){B}"))
        }
        static let otherBoundaries = [
            Pair("content-type-parameter", .upload(type: "multipart/form-data; charset=utf-8; boundary={B}")),
            Pair("boundary-in-content", .upload(content: "a\r\n--{B}x"), .upload(content: "a--{B}\r\n--x")),
        ]
        static let framing = [
            Pair("preamble", .upload(start: "\r\n--{B}\r\n")),
            Pair("preamble", .upload(start: "text\r\n--{B}\r\n")),
            Pair("epilogue", .upload(end: "\r\n--{B}--\r\n\r\n")),
            Pair("missing-final-line-end", .upload(end: "\r\n--{B}--"), .upload(content: "")),
            Pair("boundary-padded", .upload(start: "--{B} \t\r\n")),
            Pair("boundary-padded", .upload(content: "a\r\n--{B} \r\nContent-Disposition: form-data; name=b\r\n\r\n")),
            Pair("header-folded", .upload(disposition: "form-data; name=\"file\";\r\n filename=\"a.txt\"")),
            Pair("line-end-in-name", .upload(filename: "\"a\r\n b.txt\""), .upload(filename: "\"a%0D%0Ab.txt\"")),
            Pair("line-end-in-name", .upload(filename: "\"a\r\nb.txt\"")),
            Pair("line-end-in-name", .upload(filename: "\"a\nb.txt\"")),
        ]
        static let parts = [
            Pair("token-in-form", .upload(field: "access_token")),
            Pair("extra-field", .upload(field: "purpose")),
            Pair("part-name-missing", .upload(disposition: #"form-data; filename="a.txt""#)),
            Pair("part-content-type-missing", .upload(partType: nil)),
            Pair("part-content-type-malformed", .upload(partType: ";;;"), .upload(partType: "text/plain; charset=x")),
            Pair("part-content-type-malformed", .upload(partFields: ["Content-Type: text/html"])),
            Pair("nested-multipart", .upload(partType: "multipart/mixed; boundary=b")),
            Pair("part-encoded", .upload(partFields: ["Content-Transfer-Encoding: base64"])),
            Pair("part-transfer-encoding", .upload(partFields: ["Content-Transfer-Encoding: BINARY"])),
            Pair("part-content-encoding", .upload(partFields: ["Content-Encoding: gzip"])),
            Pair("part-content-length", .upload(partFields: ["Content-Length: 5"])),
            Pair("part-header-unknown", .upload(partFields: ["MIME-Version: 1.0"])),
        ]
        static let fileNames = [
            Pair("filename-extended", .upload(filename: "\"a\"; filename*=UTF-8''a")),
            Pair("filename-encoded-word", .upload(filename: "\"=?utf-8?B?YQ==?=\"")),
            Pair("filename-percent-encoded", .upload(filename: "\"a%20b\""), .upload(filename: "\"100%.txt%22%zz\"")),
            Pair("filename-escaped-quote", .upload(filename: #""a\"b""#), .upload(filename: #""a%22b""#)),
            Pair("filename-unquoted", .upload(filename: "my file.txt"), .upload(filename: "file.txt")),
            Pair("filename-single-quoted", .upload(filename: "'a'"), .upload(filename: "\"'a'\"")),
            Pair("filename-path", .upload(filename: #""C:\dir\a.txt""#)),
            Pair("filename-path", .upload(filename: "\"/tmp/a.txt\"")),
            Pair("filename-not-utf8", .upload(filename: "\"\u{E9}.txt\""), .upload(filename: "\"\u{C3}\u{A9}.txt\"")),
            Pair("filename-control", .upload(filename: "\"a\u{1}\"")),
            Pair("filename-lost", .upload(filename: "\"????.txt\""), .upload(filename: "\"what?.txt\"")),
        ]

        @Test("a request that breaks a rule is noted, and the one beside it has no note at all")
        func rules() async throws {
            let boundaries = Self.boundaries + Self.times + Self.blanks + Self.otherBoundaries
            let pairs = Self.requests + boundaries + Self.framing + Self.parts + Self.fileNames
            let tested = Set(pairs.map(\.rule))
            #expect(NoteRule.all.map(\.id).filter { !tested.contains($0) } == ["boundary-constant"])
            try await withServer { server in
                for pair in pairs {
                    let noted = try await notes(on: pair.odd, server)
                    #expect(noted.contains(pair.rule), "\(pair.rule): \(noted)")
                    #expect(try await notes(on: pair.plain, server) == [], "beside \(pair.rule)")
                }
            }
        }

        @Test("a boundary that comes again is noted, once a form with it was stored in the same organization (M109)")
        func constantBoundary() async throws {
            try await withServer { server in
                let request = NotedRequest.upload()
                // A request that is repeated because it was refused is the same request.
                let refused = NotedRequest.upload(filename: "\"\"")
                var noted: [[String]] = []
                for request in [request, request, refused, refused] {
                    noted.append(try await notes(on: request, server))
                }
                #expect(noted == [[], ["boundary-constant"], [], []])
            }
        }

        @Test("a client that goes on sending behind an early answer is noted when it has ended (M114)")
        func sentPastAnswer() async throws {
            let piece = [UInt8](repeating: 0x61, count: 1 << 20)
            try await withServer { server in
                try await server.talk { connection in
                    let request = WireRequest.unframedUpload.authorized(by: "nobody's")
                    try connection.send(request.adding("Content-Length: \(24 << 20)").head)
                    _ = try connection.reply()
                    for _ in 0..<24 { try connection.send(piece) }
                    connection.finishSending()
                    _ = try connection.receiveToEnd()
                }
                let isNoted = try await server.eventually(WireRequest("GET /_control/requests")) { reply in
                    let entry = reply.json["requests"]?.arrayValue?.last
                    return entry?["body_size"] == .integer(24 << 20)
                        && (entry?["notes"]?.arrayValue ?? []).contains { $0["rule"] == "sent-past-answer" }
                }
                #expect(isNoted)
            }
        }

        @Test("every rule has a name of its own and a sentence")
        func table() {
            let rules = NoteRule.all + [.sentPastAnswer]
            #expect(Set(rules.map(\.id)).count == rules.count)
            #expect(rules.allSatisfy { $0.text.hasSuffix(".") && $0.text.count < 300 })
            #expect(rules.allSatisfy { $0.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
        }

        private func notes(on request: NotedRequest, _ server: TestServer) async throws -> [String] {
            _ = try await server.talk { connection in
                try connection.send(request.bytes)
                return try connection.reply()
            }
            let journal = try await server.reply(to: WireRequest("GET /_control/requests")).json
            let notes = journal["requests"]?.arrayValue?.last?["notes"]?.arrayValue ?? ["none"]
            return notes.map { $0["rule"]?.stringValue ?? "no rule" }
        }
    }
}
