import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

/// What the journal keeps when there is more than it may.
@Suite("The journal's bounds")
struct JournalBoundsTests {
    @Test("each organization keeps its newest, and none drops another's")
    func organizations() {
        let journal = Journal(bounds: JournalBounds(ofOrganization: 2))
        for organization in ["a", "b", "a", "a", nil, nil, nil, "a"] { journal.add(organization) }
        #expect(journal.contents(organization: nil).entries.map(\.id) == [2, 4, 6, 7, 8].filter { $0 != 3 })
        #expect(journal.contents(organization: nil).dropped == 3)
        #expect(journal.contents(organization: "a").dropped == 2)
        #expect(journal.removeAll(organization: "a") == 2)
        #expect(journal.contents(organization: nil).dropped == 1)
        #expect(journal.contents(organization: nil).entries.map(\.id) == [2, 6, 7])
    }

    @Test("a noisy organization drops its own, and nothing of a quiet one")
    func fairness() {
        let journal = Journal(bounds: JournalBounds(total: 50, bytes: 10_000))
        for _ in 0..<3 { journal.add("quiet") }
        for _ in 0..<500 { journal.add("noisy") }
        for _ in 0..<500 { journal.add(nil) }
        #expect(journal.contents(organization: "quiet").entries.map(\.id) == [1, 2, 3])
        #expect(journal.contents(organization: "quiet").dropped == 0)
        #expect(journal.contents(organization: nil).entries.count <= 50)
    }

    @Test("requests under way are their organization's, and go with it")
    func underway() {
        let journal = Journal()
        let exchange = Exchange()
        let (ticket, entry) = journal.begin(exchange) { JournalEntry.of(id: $0) }
        #expect(journal.contents(organization: "a").entries.isEmpty)
        exchange.organization = "a"
        exchange.faults = ["stall"]
        #expect(journal.contents(organization: "a").entries.map(\.faults) == [["stall"]])
        #expect(journal.removeAll(organization: "b") == 0)
        #expect(journal.removeAll(organization: "a") == 1)
        journal.complete(entry, ticket)
        #expect(journal.contents(organization: nil).entries.isEmpty)
    }

    @Test("beyond the total, and beyond the bytes, the oldest of all goes")
    func total() {
        let journal = Journal(bounds: JournalBounds(total: 3))
        for index in 0..<500 { journal.add("\(index % 7)") }
        #expect(journal.contents(organization: nil).entries.map(\.id) == [498, 499, 500])
        #expect(journal.contents(organization: nil).dropped == 497)
        let small = Journal(bounds: JournalBounds(bytes: 1_500))
        for _ in 0..<10 { small.add("a") }
        #expect(small.contents(organization: nil).entries.map(\.id) == [8, 9, 10])
    }

    @Test("long texts and many headers are cut, secrets are masked before")
    func cutting() {
        var head = RawHead(beginning: [])
        head.target = "/" + String(repeating: "é", count: 1_000)
        head.headers = (0..<200).map { ("H\($0)", "v") }
        head.headers[0] = ("Authorization", "Bearer " + String(repeating: "t", count: 5_000))
        let entry = JournalEntry(id: 1, at: Moment(milliseconds: 0), head: head, boundary: nil, bounds: JournalBounds())
        #expect(entry.headers.count == 100)
        #expect(entry.headers[0].value == "Bearer ***")
        #expect(entry.target == "/" + String(repeating: "é", count: 511) + "…")
    }

    @Test("what was under way when everything was removed does not come back")
    func generations() {
        let journal = Journal()
        let (ticket, entry) = journal.begin(Exchange()) { JournalEntry.of(id: $0) }
        #expect(journal.removeAll(organization: nil, restartsIDs: true) == 1)
        journal.add("a")
        journal.complete(entry, ticket)
        journal.amend(ticket) { $0.status = 500 }
        #expect(journal.contents(organization: nil).entries.map(\.id) == [1])
        #expect(journal.contents(organization: nil).entries.map(\.status) == [nil])
    }

    @Test("the oldest boundaries are forgotten")
    func boundaries() {
        var memory = BoundaryMemory(limit: 2)
        for boundary in ["a", "b", "c"] { memory.insert(boundary, of: "o") }
        #expect(["a", "b", "c"].map { memory.contains($0, of: "o") } == [false, true, true])
        #expect(!memory.contains("b", of: nil))
        memory.removeAll(organization: "o")
        #expect(!memory.contains("c", of: "o"))
    }

    @Test(
        "a boundary's room for random bits",
        arguments: [
            ("X", true), ("MyBoundary", true), ("----formdata-undici-026034543075", true),
            ("------------------------1699999999", true), ("----WebKitFormBoundary7MA4YWxkTrZu0gW", false),
            ("------------------------3ad1c5e0b7f29846", false), ("5acf33ac-ec0a-4538-b4b8-a4fc738aeb16", false),
            ("---------------------------9051914041544843365972754266", false),
        ])
    func strength(boundary: String, isShort: Bool) {
        #expect((BoundaryStrength.bits(boundary) < 64) == isShort)
    }
}

extension Journal {
    fileprivate func add(_ organization: String?) {
        var (ticket, entry) = begin(Exchange()) { JournalEntry.of(id: $0) }
        entry.organization = organization
        complete(entry, ticket)
    }
}

extension JournalEntry {
    fileprivate static func of(id: Int64) -> JournalEntry {
        JournalEntry(
            id: id, at: Moment(milliseconds: 0), head: RawHead(beginning: []), boundary: nil, bounds: JournalBounds())
    }
}
