import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// Requests without a connection against those with one.
    @Suite("Requests without a socket, and over one")
    struct RespondComparisonTests {
        @Test(
            "what is answered is what a connection is answered, whatever is asked",
            arguments: ExchangeComparison.requests)
        func same(request: WireRequest) async throws {
            try await ExchangeComparison.with { comparison in
                let wire = try await comparison.overWire(request)
                let direct = try await comparison.inProcess(request)
                #expect(direct == wire)
                #expect(direct.head != nil)
            }
        }

        @Test("faults do what they do to a connection", arguments: ExchangeComparison.faults)
        func faults(fault: String) async throws {
            try await ExchangeComparison.with { comparison in
                for request in [WireRequest("GET /v4/files/download/7"), .upload(Form.of(telling))] {
                    let faulty = request.adding("X-Pyrus-Fault: \(fault)")
                    let wire = try await comparison.overWire(faulty)
                    #expect(try await comparison.inProcess(faulty) == wire, "\(request.line)")
                }
            }
        }

        @Test("no kind of fault is left out there")
        func everyKind() {
            let kinds = ExchangeComparison.faults.map { fault in fault.prefix { $0 != ";" }.description }
            #expect(Set(kinds).isSuperset(of: FaultKind.all.map(\.name).filter { $0 != "stall" }))
        }

        @Test("the journal tells the same of both")
        func journal() async throws {
            try await ExchangeComparison.with { comparison in
                for request in ExchangeComparison.requests {
                    _ = try await comparison.overWire(request)
                    _ = try await comparison.inProcess(request)
                }
                let wire = comparison.wire.running.requests.all()
                let direct = comparison.direct.running.requests.all()
                #expect(direct.count == wire.count && direct.count > 20)
                for (direct, var wire) in zip(direct, wire) {
                    // What a client sends behind an answer that came early, only a connection sees.
                    if direct.bodySize == 0 { wire.bodySize = 0 }
                    #expect(Self.told(direct) == Self.told(wire))
                }
            }
        }

        private static func told(_ entry: JournalEntry) -> String {
            var entry = entry
            entry.milliseconds = nil
            return entry.json.compact
        }
    }
}
