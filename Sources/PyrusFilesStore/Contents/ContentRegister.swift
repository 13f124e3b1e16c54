import GRDB
import Synchronization

/// What is known of contents beside the database: which are in use, which are to go, and how much all hold together.
///
/// A content in use (received or downloaded) is not removed before its last user lets go (DOWNLOAD-10).
final class ContentRegister: Sendable {
    private struct State {
        var users: [Int64: Int] = [:]
        var doomed: Set<Int64> = []
        /// Doomed ones that nobody used when they were put here.
        var ready: [Int64] = []
        var bytes: Int64 = 0
    }

    private let state = Mutex(State())

    /// At start: what nothing names was left by an upload that never ended.
    func restore(_ db: Database) throws {
        let orphans = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM content
                WHERE id NOT IN (SELECT content_id FROM upload) AND id NOT IN (SELECT content_id FROM seed)
                """)
        try count(db)
        for orphan in orphans { doom(orphan) }
    }

    /// Counts anew how much all contents hold: those of seeds once, however many uploads share them.
    func count(_ db: Database) throws {
        let bytes = try Int64.fetchOne(
            db,
            sql: """
                SELECT (SELECT coalesce(sum(size), 0) FROM seed)
                + (SELECT coalesce(sum(size), 0) FROM upload WHERE content_id NOT IN (SELECT content_id FROM seed))
                """)
        state.withLock { $0.bytes = bytes ?? 0 }
    }

    func retain(_ content: Int64) {
        state.withLock { $0.users[content, default: 0] += 1 }
    }

    /// Lets go of a content; whether it is to be removed now.
    func release(_ content: Int64) -> Bool {
        state.withLock { state in
            let left = (state.users[content] ?? 1) - 1
            state.users[content] = left > 0 ? left : nil
            guard left <= 0, state.doomed.contains(content) else { return false }
            state.ready.append(content)
            return true
        }
    }

    func doom(_ content: Int64) {
        state.withLock { state in
            guard state.doomed.insert(content).inserted, state.users[content] == nil else { return }
            state.ready.append(content)
        }
    }

    /// Contents that are to go and that nobody uses. What is not ``removed(_:)`` then is to be given back.
    func takeReady(atMost limit: Int) -> [Int64] {
        state.withLock { state in
            var taken: [Int64] = []
            while taken.count < limit, let content = state.ready.popLast() {
                if state.doomed.contains(content), state.users[content] == nil { taken.append(content) }
            }
            return taken
        }
    }

    func giveBack(_ contents: some Sequence<Int64>) {
        state.withLock { $0.ready += contents }
    }

    func removed(_ contents: some Sequence<Int64>) {
        state.withLock { $0.doomed.subtract(contents) }
    }

    /// Counts bytes in that are there already.
    func add(_ count: Int64) {
        state.withLock { $0.bytes += count }
    }

    /// Counts bytes in; whether all together stay within `limit`. Where they don't, none is counted.
    func add(_ bytes: Int64, limit: Int64?) -> Bool {
        state.withLock { state in
            let (sum, overflow) = state.bytes.addingReportingOverflow(bytes)
            guard !overflow, sum <= limit ?? .max else { return false }
            state.bytes = sum
            return true
        }
    }

    func subtract(_ bytes: Int64) {
        state.withLock { $0.bytes -= bytes }
    }
}
