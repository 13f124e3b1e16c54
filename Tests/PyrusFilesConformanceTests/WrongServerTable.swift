import Foundation
import PyrusFiles
import Testing

@testable import PyrusFilesConformance

/// What is known of each wrong server, in `Fixtures/reports/wrong-servers.txt`: the words by which its case has to name what is
/// wrong, and three cases of the same topic that it passes all the same. Lines of four, to be read by people:
///
///     server/auth/empty-header: takes an empty header for a token
///       got: 401 invalid_token
///       passes: server/auth/no-token server/auth/unknown-token server/auth/other-scheme
enum WrongServerTable {
    struct Entry: Equatable {
        let got: String
        let controls: [Case.ID]
    }

    static let controls = 3
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Fixtures/reports/wrong-servers.txt").standardized

    static let entries: [String: Entry] = {
        let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
        var (entries, name, got): ([String: Entry], String, String) = ([:], "", "")
        for line in lines {
            if line.hasPrefix("  got: ") {
                got = String(line.dropFirst(7))
            } else if line.hasPrefix("  passes: ") {
                entries[name] = Entry(got: got, controls: line.dropFirst(10).split(separator: " ").map(String.init))
            } else {
                name = line
            }
        }
        return entries
    }()

    static func text(_ entries: [String: Entry]) -> String {
        Deviations.all.compactMap { deviation in
            entries[deviation.name].map {
                "\(deviation.name)\n  got: \($0.got)\n  passes: \($0.controls.joined(separator: " "))\n"
            }
        }.joined(separator: "\n")
    }

    /// What is another each time is not looked at.
    static func settled(_ text: String) -> String {
        text.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "GUID")
            .replacing(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/, with: "UPPER-CASE GUID")
            .replacing(/case-[0-9a-z]+/, with: "WORD").replacing(/127\.0\.0\.1:[0-9]+/, with: "SERVER")
            .replacing(/_date":"20[^"]+Z"/, with: #"_date":"TIME""#).replacing(/\b10000[0-9]{2}\b/, with: "ID")
            .split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// The cases that are nearest to one: of its folder, then of its topic, then any.
    static func neighbours(of id: Case.ID) -> [Case.ID] {
        let plain = Catalogue.all.filter { $0.half == .server && $0.needs.isDisjoint(with: [.large, .intrusive]) }
            .map(\.id)
        let place = plain.firstIndex(of: id) ?? 0
        let others = (plain[place...] + plain[..<place]).filter { $0 != id }
        let topic = id.split(separator: "/").prefix(2)
        let near = { (other: Case.ID) in
            other.folder == id.folder ? 0 : other.split(separator: "/").prefix(2) == topic ? 1 : 2
        }
        return (0...2).flatMap { distance in others.filter { near($0) == distance } }
    }
}

extension StringProtocol {
    /// A path without its last name.
    fileprivate var folder: String { split(separator: "/").dropLast().joined(separator: "/") }
}

extension Deviation {
    /// What it has in the table.
    var name: String { "\(id): \(testDescription)" }

    /// What to put there: as it is found to be.
    func entry() async throws -> WrongServerTable.Entry {
        var (got, controls): (String?, [Case.ID]) = (nil, [])
        var neighbours = WrongServerTable.neighbours(of: id)[...]
        while controls.count < WrongServerTable.controls, !neighbours.isEmpty {
            let some = Array(neighbours.prefix(6))
            neighbours = neighbours.dropFirst(6)
            let results = try await judged([id] + some)
            got = got ?? results.first { $0.case.id == id }?.actual
            let passed = Set(results.filter { $0.outcome == .passed }.map(\.case.id))
            controls += some.filter(passed.contains).prefix(WrongServerTable.controls - controls.count)
        }
        let settled = WrongServerTable.settled(try #require(got))
        return WrongServerTable.Entry(got: String(settled.prefix(160)), controls: controls)
    }
}
