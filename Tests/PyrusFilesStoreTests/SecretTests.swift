import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Secrets")
struct SecretTests {
    @Test(
        "a digest is that of the secret's bytes, and is the same as that of no other",
        arguments: ["", "a", "b", "aa", "a\0", "\u{e9}", "e\u{301}", String(repeating: "a", count: 100)])
    func digests(secret: String) {
        #expect(SecretDigest(secret) == SecretDigest(secret))
        for other in ["x", "A", secret + " ", secret + "\0", String(secret.dropLast()) + "x"] where other != secret {
            #expect(SecretDigest(secret) != SecretDigest(other))
        }
        #expect(SecretDigest("\u{e9}") != SecretDigest("e\u{301}"))
        // FIPS 180-2, B.1.
        #expect(SecretDigest("abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("a token is drawn from 2 to the 348: 58 characters, each one of 64")
    func entropy() {
        var seen = [Set<Character>](repeating: [], count: 58)
        for _ in 0..<2_000 {
            let token = Store.newToken()
            #expect(token.hasPrefix("gAAAAA") && token.count == 64)
            for (place, character) in token.dropFirst(6).enumerated() { seen[place].insert(character) }
        }
        // That one is missing by chance at any of the places: once in ten billions.
        #expect(seen.allSatisfy { $0.count == 64 })
    }

    @Test("what is near a token is no token")
    func nearTokens() async throws {
        let test = try TestStore()
        let token = try await test.store.issueToken(for: test.account())
        let near = [
            String(token.dropLast()), String(token.dropFirst()), token + "A", token.lowercased(), token + "\0",
            String(token.dropLast()) + "*", "*" + token.dropFirst(), SecretDigest(token).hex,
        ]
        for guess in near {
            #expect(try await code { try await test.store.authenticate(token: guess) } == .invalidToken, "\(guess)")
            #expect(try await test.store.organization(ofToken: guess) == nil)
        }
    }

    @Test("neither the data nor a saved state holds a token")
    func atRest() async throws {
        let test = try TestStore()
        let account = try await test.account()
        try await test.store.giveAtStart(token: "given-at-start", to: account)
        let token = try await test.store.issueToken(for: account)
        let state = try await test.store.savedState()
        var saved = [UInt8](repeating: 0, count: Int(state.size))
        _ = try saved.withUnsafeMutableBytes { try state.read(into: $0, at: 0) }
        try await test.store.close()
        let folder = test.store.folder
        let files = try Files.names(in: folder).map { try Files.bytes("\(folder)/\($0)") } + [saved]
        for file in files {
            for secret in [token, "given-at-start"] {
                #expect(!String(decoding: file, as: UTF8.self).contains(secret))
            }
        }
        #expect(files.contains { String(decoding: $0, as: UTF8.self).contains(SecretDigest(token).hex) })
    }

    @Test("of data of the first version, which had them, the tokens are still good")
    func migration() async throws {
        let scratch = try Scratch()
        let path = try scratch.folder("data") + "/pyrus-files.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try await queue.writeWithoutTransaction { try $0.execute(sql: Schema.script) }
            try await queue.write { db in
                try db.execute(
                    sql: """
                        PRAGMA user_version = 1;
                        ALTER TABLE token RENAME COLUMN digest TO text;
                        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                        INSERT INTO organization (id, name) VALUES (1, 'a.test');
                        INSERT INTO account (id, organization_id, login) VALUES (7, 1, 'anna@a.test');
                        INSERT INTO token (text, account_id, issued_at) VALUES ('an-old-token', 7, 0)
                        """)
            }
            try queue.close()
        }
        let test = try TestStore(in: scratch)
        #expect(try await test.store.authenticate(token: "an-old-token").login == "anna@a.test")
        #expect(try await code { try await test.store.authenticate(token: "another") } == .invalidToken)
        // Else its states would be another version's.
        let sql =
            "SELECT group_concat(sql) FROM "
            + "(SELECT sql FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations' ORDER BY name)"
        let new = try TestStore()
        let schema = try await new.store.read { try String.fetchOne($0, sql: sql) }
        #expect(try await test.store.read { try String.fetchOne($0, sql: sql) } == schema)
    }
}
