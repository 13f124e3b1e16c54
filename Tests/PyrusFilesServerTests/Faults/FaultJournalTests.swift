import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// The journal says which request met which fault, whatever became of it.
    @Suite("Faults in the journal")
    struct FaultJournalTests {
        static let faults = [
            "status; error_code=server_error", "delay; ms=60000", "early; after=1; status=500", "slow-read; rate=1",
            "slow-write; rate=1", "stall; side=read; after=1", "stall; side=write; after=1", "truncate; after=1",
            "corrupt; after=1", "wrong-md5", "reset; at=before-body", "reset; at=in-body; after=1",
            "reset; at=before-answer", "reset; at=in-answer; after=1", "close; at=after-answer",
            "close; at=before-answer; commit=false", "chunked", "dribble; size=1", "malformed; what=json",
            "malformed; what=head", "malformed; what=chunk", "header; name=Date",
        ]

        @Test("names the kind and the organization, while the request is under way and after", arguments: faults)
        func isNamed(fault: String) async throws {
            let kind = String(fault.prefix { $0 != ";" })
            try await withServer { server in
                let request = WireRequest.upload(Form.hello).adding("X-Pyrus-Fault: \(fault)")
                let entry = try await server.talk { [port = server.port] connection in
                    try connection.send(request.bytes)
                    let end = ContinuousClock.now + .seconds(30)
                    while ContinuousClock.now < end {
                        let list = WireRequest("GET /_control/requests?organization=pyrus.test")
                        let journal = try RawConnection(port: port).exchange(list)
                        let entry = journal.json["requests"]?.arrayValue?.last
                        if entry?["faults"]?.arrayValue?.isEmpty == false { return entry ?? nil }
                    }
                    return nil
                }
                #expect(entry["faults"] == [.string(kind)])
                #expect(entry["path"] == "/v4/files/upload")
            }
        }

        @Test("every kind there is has been asked")
        func allKinds() {
            let asked = Set(Self.faults.map { String($0.prefix { $0 != ";" }) })
            #expect(asked == Set(FaultKind.all.map(\.name)))
        }

        @Test("an error of the API has its code there, and says how the user stands to the rate limit (LIMIT-01)")
        func errorCode() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"status","error_code":"too_many_requests""#)
                let reply = try await server.reply(to: WireRequest("GET /v4/tasks/1"))
                #expect(reply.summary == "429 too_many_requests")
                #expect(reply["x-ratelimit-limit"] == "5000")
                let journal = try await server.control("GET requests?organization=pyrus.test")["requests"]
                #expect(journal?.arrayValue?.last?["error_code"] == "too_many_requests")
                try await server.put(only: #""kind":"status","status":502,"body":"<html>""#)
                let foreign = try await server.reply(to: WireRequest("GET /v4/tasks/1"))
                #expect(foreign["x-ratelimit-limit"] == nil)
            }
        }
    }
}
