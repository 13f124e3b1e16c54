import GRDB
import Synchronization

/// What is known of contents beside the database: which are in use, which are to go, and how much all hold together.
///
/// A content in use (received or downloaded) is not removed before its last user lets go (DOWNLOAD-10).
final class ContentRegister: Sendable {
    private struct State {
        var users: [Int64: Int] = [:]
        var doomed: Set<Int64> = []
        var bytes: Int64 = 0
    }

    private let state = Mutex(State())

    /// At start: what no upload names was left by an upload that never ended.
    func restore(_ db: Database) throws {
        let orphans = try Int64.fetchAll(
            db, sql: "SELECT id FROM content WHERE id NOT IN (SELECT content_id FROM upload)")
        let bytes = try Int64.fetchOne(db, sql: "SELECT sum(size) FROM upload")
        state.withLock {
            $0.doomed = Set(orphans)
            $0.bytes = bytes ?? 0
        }
    }

    func retain(_ content: Int64) {
        state.withLock { $0.users[content, default: 0] += 1 }
    }

    /// Lets go of a content; whether it is to be removed now.
    func release(_ content: Int64) -> Bool {
        state.withLock { state in
            let left = (state.users[content] ?? 1) - 1
            state.users[content] = left > 0 ? left : nil
            return left <= 0 && state.doomed.contains(content)
        }
    }

    func doom(_ content: Int64) {
        state.withLock { _ = $0.doomed.insert(content) }
    }

    /// A content that is to go and that nobody uses.
    func nextToRemove() -> Int64? {
        state.withLock { state in state.doomed.first { state.users[$0] == nil } }
    }

    func removed(_ content: Int64) {
        state.withLock { _ = $0.doomed.remove(content) }
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
