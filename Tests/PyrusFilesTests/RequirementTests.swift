import PyrusFiles
import Testing

@Suite("The registry of requirements")
struct RequirementTests {
    /// How many rows each group of the contract has; ids are given in order and never again.
    private static let groups: [(String, Int)] = [
        ("AUTH", 9), ("UPLOAD", 19), ("DOWNLOAD", 10), ("ATTACH", 11), ("EXPIRY", 5), ("ERROR", 5), ("LIMIT", 2),
        ("PATH", 5), ("CLIENT", 22),
    ]

    @Test("holds every id of the contract, once and in order")
    func complete() {
        let ids = Self.groups.flatMap { group, count in
            (1...count).map { "\(group)-\($0 < 10 ? "0" : "")\($0)" }
        }
        #expect(Requirement.all.map(\.id) == ids)
        #expect(ids.count == 88)
    }

    @Test("finds a requirement by its id")
    func lookup() {
        #expect(Requirement["UPLOAD-12"]?.id == "UPLOAD-12")
        #expect(Requirement["UPLOAD-12"]?.group == "UPLOAD")
        #expect(Requirement["upload-12"] == nil)
        #expect(Requirement["UPLOAD-99"] == nil)
    }

    @Test("knows what is not absolute")
    func levels() {
        let ids = { level in Requirement.all.filter { $0.level == level }.map(\.id) }
        #expect(ids(.may) == ["DOWNLOAD-09"])
        #expect(
            ids(.should) == [
                "AUTH-09", "PATH-03", "PATH-05", "CLIENT-08", "CLIENT-11", "CLIENT-18", "CLIENT-20", "CLIENT-22",
            ])
    }

    @Test("gives evidence, strongest first, and whole sentences", arguments: Requirement.all)
    func sound(requirement: Requirement) {
        let ranks = requirement.evidence.compactMap { Evidence.allCases.firstIndex(of: $0) }
        #expect(!ranks.isEmpty)
        #expect(ranks == Array(Set(ranks)).sorted())
        #expect(requirement.sentence.hasSuffix("."))
        #expect(!requirement.sentence.contains("\n"))
        #expect(!requirement.sentence.contains("  "))
    }

    @Test("tells a choice from what is known")
    func evidence() {
        #expect(Requirement["DOWNLOAD-03"]?.evidence == [.recorded])
        #expect(Requirement["ATTACH-11"]?.evidence == [.vendor, .chosen])
        #expect(Requirement["UPLOAD-17"]?.evidence == [.chosen])
        #expect(Requirement["CLIENT-03"]?.evidence == [.documented])
    }
}
