import GRDB
import Synchronization

/// Transactions that came while another was under way, committed together: a commit costs the same for one as for many.
///
/// Each is its own savepoint, so that one that fails takes nothing of the others along, and is answered after the commit.
final class CommitGroup: Sendable {
    /// So many that those behind them need not wait long.
    private static let most = 32

    private struct State {
        var waiting: [any GroupedTransaction] = []
        var isScheduled = false
    }

    private let state = Mutex(State())

    /// Does `body` in a transaction, alone or with others.
    func write<Value: Sendable>(
        to database: DatabaseQueue, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            write(to: database, body) { continuation.resume(with: $0) }
        }
    }

    /// The same, after all that came before.
    ///
    /// - Parameter onEnd: is called on the database's thread.
    func write<Value>(
        to database: DatabaseQueue, _ body: @escaping @Sendable (Database) throws -> Value,
        onEnd: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        let isFirst = state.withLock { state in
            state.waiting.append(Transaction(body: body, onEnd: onEnd))
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { schedule(on: database) }
    }

    private func schedule(on database: DatabaseQueue) {
        database.asyncWriteWithoutTransaction { [self] db in
            let (group, areMoreWaiting) = state.withLock { state in
                let group = state.waiting.prefix(Self.most)
                state.waiting.removeFirst(group.count)
                state.isScheduled = !state.waiting.isEmpty
                return (group, state.isScheduled)
            }
            if areMoreWaiting { schedule(on: database) }
            commit(Array(group), db)
        }
    }

    private func commit(_ group: [any GroupedTransaction], _ db: Database) {
        do {
            try db.run("BEGIN IMMEDIATE")
            if group.count == 1 {
                try group[0].run(db)
            } else {
                for transaction in group { try save(transaction, db) }
            }
            try db.run("COMMIT")
        } catch {
            if db.isInsideTransaction { try? db.run("ROLLBACK") }
            guard group.count == 1 else {
                // One that finds no room on the disk ends all: the others may have it, each by itself.
                for transaction in group { commit([transaction], db) }
                return
            }
            group[0].end(error)
            return
        }
        for transaction in group { transaction.end(nil) }
    }

    /// - Throws: where nothing of the whole group is left: SQLite ends all of a transaction that finds the disk full.
    private func save(_ transaction: any GroupedTransaction, _ db: Database) throws {
        try db.run("SAVEPOINT one")
        do {
            try transaction.run(db)
        } catch {
            guard db.isInsideTransaction else { throw error }
            transaction.fails(error)
            try db.run("ROLLBACK TO one")
        }
        try db.run("RELEASE one")
    }
}

private protocol GroupedTransaction: Sendable {
    func run(_ db: Database) throws
    /// It is undone, alone of its group.
    func fails(_ error: any Error)
    /// The group is committed, or, where there is an error, nothing of it.
    func end(_ error: (any Error)?)
}

/// `@unchecked Sendable` by turns: its result is set and read on the database's thread alone.
private final class Transaction<Value>: GroupedTransaction, @unchecked Sendable {
    private let body: @Sendable (Database) throws -> Value
    private let onEnd: @Sendable (Result<Value, any Error>) -> Void
    private var result: Result<Value, any Error>?

    init(
        body: @escaping @Sendable (Database) throws -> Value,
        onEnd: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        self.body = body
        self.onEnd = onEnd
    }

    func run(_ db: Database) throws { result = .success(try body(db)) }

    func fails(_ error: any Error) { result = .failure(error) }

    func end(_ error: (any Error)?) {
        switch (result, error) {
        // Its own reason stands, whatever becomes of the group.
        case (.failure(let reason), _): onEnd(.failure(reason))
        case (_, let error?): onEnd(.failure(error))
        case (let result?, nil): onEnd(result)
        case (nil, nil): onEnd(.failure(CancellationError()))
        }
    }
}
