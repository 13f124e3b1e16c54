import GRDB
public import PyrusFiles

/// An upload under way: takes bytes, and makes them a file in the end or leaves nothing.
///
/// Bytes are gathered in chunks. Full ones are hashed one after another, and written one after another, while the next
/// fills: at the speed of MD5, which waits for nothing else, with eight chunks in memory however large the file, and with less
/// where many come at once. Waiting for ``drain()`` is the back-pressure.
///
/// Nothing is visible before ``commit(name:account:)`` returns (UPLOAD-17). One that is dropped is abandoned.
public final class Reception {
    /// The number of bytes taken so far.
    public private(set) var size: Int64 = 0

    private let store: Store
    private let hasher = MD5Hasher()
    private var filling: Chunk
    private var full: [Chunk] = []
    private var spare: [Chunk] = []
    private var content: Int64?
    private var stored = 0
    private var counted: Int64 = 0
    private var underway: [Step] = []
    private var isCommitted = false

    /// What is being done with a full chunk.
    private struct Step {
        let chunk: Chunk
        let hashing: Task<Void, Never>
        /// Of hashing it and of writing it.
        let end: Completion
    }

    /// So many that a slow write does not hold up the digest.
    private var mostUnderway: Int { store.memory.isAmple ? 6 : 1 }

    init(store: Store) {
        self.store = store
        filling = Chunk(in: store.memory)
    }

    deinit {
        guard !isCommitted else { return }
        store.contents.subtract(counted)
        guard let content else { return }
        let (store, last) = (store, underway.last)
        Task {
            // What is being written goes in before all of it goes out.
            try? await last?.end.wait()
            store.contents.doom(content)
            if store.contents.release(content) { store.reclaim() }
        }
    }

    /// Takes bytes as they come.
    ///
    /// - Throws: `too_large_request_length` as soon as the largest file's size is passed (UPLOAD-09).
    public func append(_ bytes: RawSpan) throws(APIError) {
        size += Int64(bytes.byteCount)
        guard size <= min(store.limits.maxFileSize, Chunk.maxFileSize) else {
            throw .tooLargeRequestLength(limit: store.limits.maxFileSize)
        }
        var start = 0
        while start < bytes.byteCount {
            // Not as soon as it is full: the last one goes in with the commit.
            if filling.isFull {
                full.append(filling)
                filling = spare.popLast() ?? Chunk(in: store.memory)
            }
            start += filling.fill(from: bytes, at: start)
        }
    }

    /// Sends full chunks on their way, waiting where too many of those before are still under way.
    public func drain() async throws {
        while let chunk = full.first {
            while underway.count >= mostUnderway { try await settle() }
            full.removeFirst()
            try count(chunk)
            let (hasher, store, content, position) = (hasher, store, try await begin(), stored)
            stored += 1
            let end = Completion(parts: 2)
            // A chunk at a time: a queue of the upload's own would keep a thread of the pool from all others until its end.
            let previous = underway.last
            let hashing = Task {
                await previous?.hashing.value
                hasher.update(chunk.filled)
                end.endPart()
            }
            store.write({ try chunk.insert($0, content: content, position: position) }, onEnd: end.endPart)
            underway.append(Step(chunk: chunk, hashing: hashing, end: end))
        }
    }

    /// Makes the bytes an upload of that name, and returns what its sender is told (UPLOAD-01).
    ///
    /// - Throws: `invalid_token` where the account is there no longer, since all was reset meanwhile.
    public func commit(name: String, account: Account) async throws -> UploadReceipt {
        let organization = account.organization
        let now = store.now(in: organization)
        let receipt = try await finish { [store] db, content, size, md5 in
            try store.check(account, db)
            let upload = Upload(guid: GUID(), name: name, size: size, md5: md5, createdAt: now)
            _ = try upload.insert(db, content: content, organization: organization, account: account)
            return UploadReceipt(guid: upload.guid, md5: md5)
        }
        store.sweep(after: store.limits.unreferencedLifetime, in: organization)
        return receipt
    }

    /// Makes the bytes a file to download, that no task has and that stays, in an organization, which is made where it
    /// is not there.
    ///
    /// - Returns: `nil`, and nothing is stored, where the id is taken there.
    public func commitFile(name: String, id: Int32?, organization: String) async throws -> OrganizationFile? {
        do {
            return try await finish { [store] db, content, size, md5 in
                let organization = try store.organization(named: organization, db)
                if let id, try store.isTaken(file: id, in: organization, db) { throw Taken() }
                let id = try id ?? store.nextFileID(in: organization, db)
                let upload = Upload(
                    guid: GUID(), name: name, size: size, md5: md5, createdAt: store.now(in: organization))
                let row = try upload.insert(db, content: content, organization: organization, isKept: true)
                _ = try store.insertFile(id: id, upload: row, in: organization, db)
                let file = FileObject(id: id, name: name, size: size, version: 1, md5: md5, rootID: nil)
                return OrganizationFile(file: file, organization: organization.name)
            }
        } catch is Taken {
            return nil
        }
    }

    private struct Taken: Error {}

    /// Stores what is left, and gives the bytes their name, all at once.
    private func finish<Value: Sendable>(
        _ name: @escaping @Sendable (Database, Int64, Int64, MD5Digest) throws -> Value
    ) async throws -> Value {
        try await drain()
        while !underway.isEmpty { try await settle() }
        let last = filling
        if last.count > 0 {
            try count(last)
            hasher.update(last.filled)
        }
        let (content, position, size, md5) = (content, stored, size, hasher.finish())
        let value = try await store.write { db in
            let id = try content ?? Store.addContent(db)
            if last.count > 0 { try last.insert(db, content: id, position: position) }
            return try name(db, id, size, md5)
        }
        isCommitted = true
        if let content { _ = store.contents.release(content) }
        return value
    }

    /// Waits for the oldest chunk under way and takes its memory back.
    private func settle() async throws {
        let oldest = underway[0]
        try await oldest.end.wait()
        underway.removeFirst()
        guard store.memory.isAmple else { return }
        oldest.chunk.empty()
        spare.append(oldest.chunk)
    }

    private func begin() async throws -> Int64 {
        if let content { return content }
        // Held only once it is there: a claim on a content whose making fails at the commit would pass to the next of
        // the same id. No sweep takes it before that, since only what was doomed is removed.
        let id = try await store.write { try Store.addContent($0) }
        store.contents.retain(id)
        content = id
        return id
    }

    private func count(_ chunk: Chunk) throws(APIError) {
        guard store.contents.add(Int64(chunk.count), limit: store.limits.maxTotalSize) else {
            throw APIError(
                .serverError, "All files together are larger than this server may store; see --max-total-size.")
        }
        counted += Int64(chunk.count)
    }
}
