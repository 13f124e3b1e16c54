import GRDB
public import PyrusFiles
import Synchronization

/// Everything the service remembers: accounts and tokens, uploads and their bytes, tasks, comments and articles.
///
/// Each call is one transaction on the one connection there is: it happens whole or not at all. What the contract
/// refuses is thrown as an ``PyrusFiles/APIError``; anything else thrown is a fault of the store (ERROR-04).
public final class Store: Sendable {
    /// What decides every time there is: the server's clock, and those of organizations (EXPIRY-05).
    public let clocks: OrganizationClocks
    /// The limits it keeps to.
    public let limits: Limits
    /// The folder the data lies in.
    public let folder: String
    let start: StartState
    let contents = ContentRegister()
    let memory = ChunkMemory()
    let readerCount = Atomic(0)
    let sweeper = ExpirySweeper()
    let removalRetry = RemovalRetry()
    private let held: DataFolder
    private let database: DatabaseQueue
    private let commits = CommitGroup()
    private let sweep = Mutex<Task<Void, Never>?>(nil)
    private let hurry = Atomic(false)

    /// Opens the store in a folder, or makes one there.
    ///
    /// - Parameters:
    ///   - folder: where the database lies; made, for its owner alone, where it does not exist.
    ///   - start: what is there from the start.
    /// - Throws: ``StoreError`` with a sentence, and nothing is changed: the folder can't be written or another server
    ///   holds it; what lies there is no database of ours, or a newer one; a seed can't be taken.
    public init(
        folder: String, start: StartState = StartState(), limits: Limits = Limits(),
        clock: ServiceClock = ServiceClock()
    ) throws {
        let seeds = try start.seedFolder.map { try SeedFolder($0, limits: limits) }
        self.folder = folder
        self.limits = limits
        self.start = start.holding(seeds)
        clocks = OrganizationClocks(server: clock)
        held = try DataFolder(folder)
        database = try Connection.open(held)
        do {
            try database.write { db in
                try self.clocks.restore(db)
                try self.putStartAccounts(in: nil, db)
                try self.take(seeds?.files ?? [], db)
                try self.putStartTasks(db)
                _ = try self.expire(try self.organizations(nil, db), db)
                try self.contents.restore(db)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError.unreadable(held.databasePath, error)
        }
        reclaim()
        Task { [weak self] in await self?.planSweep() }
    }

    /// Runs a transaction: all of it happens, or nothing.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await commits.write(to: database, body)
    }

    /// Runs a transaction after those that came before, without waiting for it.
    func write(
        _ body: @escaping @Sendable (Database) throws -> Void,
        onEnd: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        commits.write(to: database, body, onEnd: onEnd)
    }

    /// Reads outside of a transaction. There is one connection, so nothing comes between its statements.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await database.writeWithoutTransaction(body)
    }

    /// Runs statements that need no transaction around them, or bring their own.
    func exclusively<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await database.writeWithoutTransaction(body)
    }

    /// The next id of a kind of thing, never given twice.
    func nextID(_ kind: String, _ db: Database) throws -> Int64 {
        let next = try db.value(Int64.self, "SELECT next FROM sequence WHERE name = ?", [kind])
        let id = next ?? Int64(Schema.firstID)
        try db.run("INSERT OR REPLACE INTO sequence (name, next) VALUES (?, ?)", [kind, id + 1])
        return id
    }

    /// Whether uploads have memory at their disposal; where many come at once, each has little, and should read little.
    public var isMemoryAmple: Bool { memory.isAmple }

    /// Whether what is left to remove is left to the next start.
    var isHurried: Bool { hurry.load(ordering: .relaxed) }

    /// Starts to give the space of removed contents back, in the background and in small steps.
    func reclaim() {
        sweep.withLock { running in
            let previous = running
            running = Task { [self] in
                await previous?.value
                await removeContents()
            }
        }
    }

    /// Returns once the space of everything removed so far is given back to the file system.
    public func reclaimed() async {
        let running = sweep.withLock { $0 }
        await running?.value
    }

    /// Closes the database, after what is under way, and lets go of the folder. The store can't be used after that.
    ///
    /// - Parameter isHurried: leaves it to the next start to give back the space of what was removed: of uploads of some
    ///   gigabytes that were under way, that takes seconds.
    public func close(isHurried: Bool = false) async throws {
        if isHurried { hurry.store(true, ordering: .relaxed) }
        await sweeper.end()
        removalRetry.end()
        await reclaimed()
        try database.close()
        held.release()
    }
}
