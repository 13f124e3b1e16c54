import Foundation
import Testing

@testable import PyrusFilesServer

/// The folder that keeps the local CA: made once, found again, never overwritten without need.
@Suite("Local CA: its folder")
struct LocalAuthorityTests {
    static let now: Int64 = 1_800_000_000
    static let day: Int64 = 86400

    @Test("the first opening makes the CA, the next ones find the same")
    func keepsItsAuthority() throws {
        let scratch = try AuthorityScratch()
        let made = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        let kept = try LocalAuthority.open(in: scratch.folder, now: Self.now + Self.day)
        #expect(made.origin == .made)
        #expect(kept.origin == .kept)
        #expect(kept.certificatePEM == made.certificatePEM)
        #expect(try scratch.contents()["ca.pem"] == made.certificatePEM)
        #expect(made.certificateFile.hasPrefix("/") && made.certificateFile.hasSuffix("/ca/ca.pem"))
    }

    @Test("nobody else may read the key or look into the folder; the certificate is for all")
    func permissions() throws {
        let scratch = try AuthorityScratch()
        _ = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        #expect(try scratch.mode(of: "") == 0o700)
        #expect(try scratch.mode(of: "ca-key.pem") == 0o600)
        #expect(try scratch.mode(of: "ca.pem") == 0o644)
    }

    @Test("leaves the mode of a folder that is there alone")
    func permissionsOfOthers() throws {
        let scratch = try AuthorityScratch()
        try scratch.makeFolder(mode: 0o755)
        _ = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        #expect(try scratch.mode(of: "") == 0o755)
        #expect(try scratch.mode(of: "ca-key.pem") == 0o600)
    }

    @Test("of many who open at once, one makes the CA and all get it", arguments: [nil, now - 5 * 366 * day])
    func concurrentOpenings(earlier: Int64?) async throws {
        let scratch = try AuthorityScratch()
        if let earlier { _ = try LocalAuthority.open(in: scratch.folder, now: earlier) }
        let folder = scratch.folder
        let opened = try await withThrowingTaskGroup(of: LocalAuthority.self) { group in
            for _ in 0..<24 {
                group.addTask { try LocalAuthority.open(in: folder, now: Self.now) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(opened.map(\.certificatePEM)).count == 1)
        #expect(opened.filter { $0.origin != .kept }.count == 1)
    }

    @Test(
        "is replaced where less than 30 of its 1,826 days are left",
        arguments: [(0, false), (1796, false), (1797, true), (1826, true), (9999, true)])
    func renewal(age: Int64, isReplaced: Bool) throws {
        let scratch = try AuthorityScratch()
        let before = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        let after = try LocalAuthority.open(in: scratch.folder, now: Self.now + age * Self.day)
        #expect((after.origin != .kept) == isReplaced)
        #expect((after.certificatePEM != before.certificatePEM) == isReplaced)
    }

    @Test("a CA that has run out says so when it is replaced")
    func expiry() throws {
        let scratch = try AuthorityScratch()
        _ = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        let later = Self.now + 10 * 366 * Self.day
        let replaced = try LocalAuthority.open(in: scratch.folder, now: later)
        #expect(replaced.origin == .replaced(reason: "the one before ends on Jan 15 08:00:00 2032 GMT"))
        #expect(try LocalAuthority.open(in: scratch.folder, now: later).origin == .kept)
        #expect(try scratch.mode(of: "ca-key.pem") == 0o600)
    }

    @Test("refuses what it can't use, and leaves it as it is", arguments: AuthorityDamage.all)
    func refusal(damage: AuthorityDamage) throws {
        let scratch = try AuthorityScratch()
        _ = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        try damage.apply(scratch)
        let before = try scratch.contents()
        let error = #expect(throws: LocalAuthorityError.self) {
            try LocalAuthority.open(in: scratch.folder, now: Self.now)
        }
        let sentence = try #require(error).description
        #expect(sentence.contains(damage.sentence), "\(sentence)")
        #expect(sentence.contains("Remove ca.pem and ca-key.pem"))
        #expect(try scratch.contents() == before)
    }

    @Test("goes on where a process died before it was done")
    func interruptedMaking() throws {
        let scratch = try AuthorityScratch()
        let half = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        try scratch.remove("ca.pem")
        try scratch.write("cut sho", to: "ca.pem.new")
        let made = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        #expect(made.origin == .made)
        #expect(made.certificatePEM != half.certificatePEM)
        #expect(try scratch.contents().keys.sorted() == ["ca-key.pem", "ca.lock", "ca.pem"])
    }

    @Test("says which folder could not be made")
    func noFolder() throws {
        let scratch = try AuthorityScratch()
        try scratch.makeFolder(mode: 0o700)
        try scratch.write("", to: "file")
        for path in ["\(scratch.folder)/file", "\(scratch.folder)/file/below"] {
            #expect(throws: LocalAuthorityError.file(path: path, action: "make the folder", code: ENOTDIR)) {
                try LocalAuthority.open(in: path, now: Self.now)
            }
        }
        let error = LocalAuthorityError.file(path: "/x", action: "make the folder", code: ENOTDIR)
        #expect(error.description == "The local CA could not make the folder \"/x\": Not a directory.")
    }

    @Test("uses a CA in a folder that can't be written, and says so where none is there", .enabled(if: geteuid() != 0))
    func readOnlyFolder() throws {
        let scratch = try AuthorityScratch()
        try scratch.makeFolder(mode: 0o500)
        let lock = "\(scratch.folder)/ca.lock"
        #expect(throws: LocalAuthorityError.file(path: lock, action: "write", code: EACCES)) {
            try LocalAuthority.open(in: scratch.folder, now: Self.now)
        }
        try scratch.setMode(0o700, of: "")
        _ = try LocalAuthority.open(in: scratch.folder, now: Self.now)
        try scratch.setMode(0o500, of: "")
        try scratch.setMode(0o400, of: "ca.lock")
        #expect(try LocalAuthority.open(in: scratch.folder, now: Self.now).origin == .kept)
        try scratch.setMode(0o700, of: "")
    }
}
