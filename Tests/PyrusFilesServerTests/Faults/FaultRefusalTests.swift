import PyrusFiles
import Testing

extension ServerTests {
    /// What is no fault, in JSON and in a header.
    @Suite("Refused faults")
    struct FaultRefusalTests {
        @Test(
            "what is no fault is refused with what would be right, and the list stays",
            arguments: [
                (#"{"kind":"explode"}"#, "truncate"), (#"{"after":1}"#, "truncate"), (#"{"kind":1}"#, "truncate"),
                (#""truncate""#, "object"), (#"{"kind":"truncate"}"#, "after"),
                (#"{"kind":"truncate","after":-1}"#, "from 0"), (#"{"kind":"truncate","after":"1"}"#, "number"),
                (#"{"kind":"truncate","after":1.5}"#, "number"), (#"{"kind":"truncate","after":1e3}"#, "number"),
                (#"{"kind":"truncate","after":99999999999999999999}"#, "number"),
                (#"{"kind":"truncate","after":9223372036854775807}"#, "number"),
                (#"{"kind":"truncate","after":1,"size":1}"#, "after"), (#"{"kind":"chunked","size":1}"#, "none"),
                (#"{"kind":"chunked","size":null}"#, "none"),
                (#"{"kind":"chunked","operation":"delete"}"#, "comment"),
                (#"{"kind":"chunked","operation":7}"#, "string"), (#"{"kind":"chunked","path":"v4"}"#, "/v4"),
                (#"{"kind":"chunked","organization":""}"#, "empty"), (#"{"kind":"chunked","skip":-1}"#, "skip"),
                (#"{"kind":"chunked","times":"1"}"#, "times"), (#"{"kind":"delay"}"#, "ms"),
                (#"{"kind":"delay","ms":86400001}"#, "86400000"), (#"{"kind":"slow-read","rate":0}"#, "from 1"),
                (#"{"kind":"slow-write"}"#, "rate"), (#"{"kind":"stall"}"#, "side"),
                (#"{"kind":"stall","side":"both"}"#, "write"), (#"{"kind":"dribble","size":0}"#, "from 1"),
                (#"{"kind":"malformed","what":"all"}"#, "chunk"), (#"{"kind":"reset","at":"after-answer"}"#, "in-body"),
                (#"{"kind":"reset","at":"in-body"}"#, "after"), (#"{"kind":"close","at":"in-answer"}"#, "after"),
                (#"{"kind":"close","at":"before-body","after":1}"#, "in-body"),
                (#"{"kind":"close","at":"before-body","commit":true}"#, "before-answer"),
                (#"{"kind":"close","at":"before-answer","commit":1}"#, "true or false"),
                (#"{"kind":"header"}"#, "name"), (#"{"kind":"header","name":"a b"}"#, "name"),
                (#"{"kind":"header","name":":status"}"#, "name"), (#"{"kind":"header","name":""}"#, "name"),
                (#"{"kind":"header","name":"X","value":"a\r\nY: b"}"#, "control"),
                (#"{"kind":"header","name":"X\r\nY","value":"a"}"#, "name"),
                (#"{"kind":"header","name":"X","twice":"yes"}"#, "true or false"),
                (#"{"kind":"status"}"#, "error_code"),
                (#"{"kind":"status","status":200,"error_code":"x"}"#, "empty_file"),
                (#"{"kind":"status","status":200,"error_code":"empty_file"}"#, "One of"),
                (#"{"kind":"status","error_code":"empty_file","body":"x"}"#, "own"),
                (#"{"kind":"status","status":199}"#, "from 200"), (#"{"kind":"status","status":600}"#, "to 599"),
                (#"{"kind":"status","status":204,"body":"x"}"#, "no body"),
                (#"{"kind":"status","status":200,"content_type":"a\nb"}"#, "control"),
                (#"{"kind":"status","status":200,"headers":{"a":"b"}}"#, "pairs"),
                (#"{"kind":"status","status":200,"headers":[["a"]]}"#, "pairs"),
                (#"{"kind":"status","status":200,"headers":[["a","b\r\nc"]]}"#, "control"),
                (#"{"kind":"status","status":200,"headers":[["Content-Length","1"]]}"#, "header"),
                (#"{"kind":"early","after":1}"#, "error_code"), (#"{"kind":"early","status":200}"#, "after"),
            ])
        func json(fault: String, hint: String) async throws {
            let json = try JSON(parsing: Array(fault.utf8))
            try await withServer { server in
                try await server.put(["kind": "chunked"])
                let reply = try await server.put(["kind": "chunked"], json)
                let sentence = reply.json["error"]?.stringValue ?? ""
                #expect(
                    reply.status == 400 && sentence.hasPrefix("faults[1]: ") && sentence.contains(hint), "\(sentence)")
                #expect(try await server.used().count == 1)
            }
        }

        @Test(
            "a header that names no fault is refused before anything else",
            arguments: [
                "", "explode", "truncate", "truncate; after", "truncate; after=x", "truncate; after=-1",
                "truncate; after=1; after=2", #"truncate; after="1"#, #"truncate; after="1"2"#, "truncate; skip=1",
                "chunked; times=2", "status; status=200; headers=x", "header; name=X; twice=yes", "; after=1",
                "reset; at=after-answer", "truncate after=1",
            ])
        func header(value: String) async throws {
            try await withServer { server in
                let request = WireRequest.upload(Form.hello).authorized(by: "nobody's").adding(
                    "X-Pyrus-Fault: \(value)")
                let reply = try await server.reply(to: request)
                #expect(reply.status == 400 && reply.json["error"]?.stringValue != nil && reply.errorCode == nil)
            }
        }

        @Test("a header is given once")
        func twice() async throws {
            try await withServer { server in
                let field = "X-Pyrus-Fault: chunked"
                let reply = try await server.reply(to: FaultListTests.task.adding(field, field))
                #expect(reply.status == 400)
            }
        }

        @Test("there are no more than 1,000 faults, of all organizations together")
        func bound() async throws {
            try await withServer { server in
                func put(_ count: Int, _ query: String = "") async throws -> Int {
                    let faults = [JSON](repeating: ["kind": "chunked"], count: count)
                    return try await server.reply(to: .json("PUT /_control/faults\(query)", ["faults": .array(faults)]))
                        .status
                }
                let narrowed = "?organization=a.test"
                let statuses = [
                    try await put(1_001), try await put(1_000), try await put(1, narrowed), try await put(999),
                    try await put(1, narrowed), try await put(2, narrowed),
                ]
                #expect(statuses == [400, 200, 400, 200, 200, 400])
            }
        }

        @Test(
            "what is no list of faults is refused",
            arguments: [#"{}"#, #"{"faults":{}}"#, #"{"faults":[],"more":1}"#, #"[]"#, "nothing"])
        func lists(body: String) async throws {
            try await withServer { server in
                var request = WireRequest("PUT /_control/faults").adding("Content-Length: \(body.utf8.count)")
                request.body = Array(body.utf8)
                let reply = try await server.reply(to: request)
                #expect(reply.status == 400 && reply.json["error"]?.stringValue != nil)
            }
        }

        @Test("an organization of the query and of the fault are the same")
        func organizations() async throws {
            try await withServer { server in
                let reply = try await server.put(["kind": "chunked", "organization": "b.test"], organization: "a.test")
                #expect(reply.status == 400)
                let same = try await server.put(["kind": "chunked", "organization": "A.test"], organization: "a.test")
                #expect(same.status == 200)
            }
        }
    }
}
