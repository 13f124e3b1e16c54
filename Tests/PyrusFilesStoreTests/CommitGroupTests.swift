import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Transactions that are committed together")
struct CommitGroupTests {
    private struct Refused: Error, Equatable {
        let number: Int
    }

    private let test: TestStore

    init() throws { test = try TestStore() }

    @Test("one that throws is undone alone, whoever is committed with it")
    func undoesOne() async throws {
        let store = test.store
        let outcomes = await together(100) { number in
            try await store.write { db in
                try db.run("INSERT INTO sequence (name, next) VALUES (?, ?)", ["n\(number)", number])
                if number % 3 == 0 { throw Refused(number: number) }
                return number
            }
        }
        for (number, outcome) in outcomes {
            switch outcome {
            case .success(let value): #expect(value == number && number % 3 != 0)
            case .failure(let error): #expect(error as? Refused == Refused(number: number) && number % 3 == 0)
            }
        }
        #expect(try await stored() == Set((0..<100).filter { $0 % 3 != 0 }))
    }

    @Test("whoever is answered finds what it wrote, and all of it in the file")
    func answersAfterCommit() async throws {
        let (store, path) = (test.store, test.databasePath)
        let outcomes = await together(50) { number in
            try await store.write { db in
                try db.run("INSERT INTO sequence (name, next) VALUES (?, ?)", ["n\(number)", number])
            }
            // Another connection sees only what is committed.
            var configuration = Configuration()
            configuration.busyMode = .timeout(60)
            let other = try DatabaseQueue(path: path, configuration: configuration)
            return try await other.read {
                try Int.fetchOne($0, sql: "SELECT next FROM sequence WHERE name = ?", arguments: ["n\(number)"]) ?? -1
            }
        }
        for (number, outcome) in outcomes { #expect(try outcome.get() == number) }
    }

    @Test("a commit that fails is told everyone of the group, and nothing of it stays")
    func failsTogether() async throws {
        let store = test.store
        let outcomes = await together(20) { number in
            try await store.write { db in
                // Looked at only in the commit, which then fails.
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                try db.run(
                    "INSERT INTO token (digest, account_id, issued_at) VALUES (?, ?, 0)", ["t\(number)", 4_711])
                return number
            }
        }
        for (_, outcome) in outcomes { #expect(throws: DatabaseError.self) { try outcome.get() } }
        #expect(try await store.count("token") == 0)
        #expect(try await store.write { try Int.fetchOne($0, sql: "SELECT 1") } == 1)
    }

    private func stored() async throws -> Set<Int> {
        try await test.store.read { try Int.fetchSet($0, sql: "SELECT next FROM sequence WHERE name LIKE 'n%'") }
    }

    private func together<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value
    ) async -> [(Int, Result<Value, any Error>)] {
        await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        return (number, .success(try await body(number)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
