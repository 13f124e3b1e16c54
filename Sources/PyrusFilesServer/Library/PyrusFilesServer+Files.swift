public import PyrusFiles
public import PyrusFilesStore

extension PyrusFilesServer {
    /// What is stored: uploads, and the files that they become. Of all organizations, or of one.
    public struct Files: Sendable {
        /// An upload, who has it, when it falls due, and what refers to it. Sizes are bytes.
        public typealias Upload = UploadListing
        /// A file that can be downloaded, and who has it. Sizes are bytes.
        public typealias File = OrganizationFile

        let service: Service
        private(set) var organization: String?

        /// What one organization has: the domain of its logins.
        public func of(_ organization: String) -> Files {
            Files(service: service, organization: Organization.name(organization))
        }
    }

    /// What is stored.
    public var files: Files { Files(service: service) }
}

extension PyrusFilesServer.Files {
    /// The uploads in the order of their making. One that is due is none any more (EXPIRY-03).
    public func uploads() async throws -> [Upload] {
        try await all { try await service.store.uploads(organization: organization, after: $0) }
    }

    /// The upload of a guid, as its receipt gave it; `nil` where there is none.
    public func upload(_ guid: GUID) async throws -> Upload? {
        try await service.store.upload(guid, organization: organization)
    }

    /// Removes an upload that nothing refers to.
    ///
    /// - Throws: ``ControlError`` where there is no such upload, or something refers to it.
    public func remove(_ guid: GUID) async throws {
        switch try await service.store.removeUpload(guid, organization: organization) {
        case .removed: return
        case .unknown: throw Self.unknown
        case .referenced:
            throw ControlError("The upload is referred to, see its \"references\": what is used is not removed.")
        }
    }

    /// The attached files, and those added without a task, in the order of their making.
    public func attached() async throws -> [File] {
        try await all { try await service.store.files(organization: organization, after: $0) }
    }

    /// The file of an id; `nil` where there is none. Where several organizations have one, the first account's.
    public func file(_ id: Int32) async throws -> File? {
        let files = try await service.store.files(id: id, organization: organization)
        return files.first { $0.organization == service.firstOrganization } ?? files.first
    }

    /// Makes bytes a file to download, which no task has and which stays: of the first account's organization, where none
    /// is named.
    ///
    /// - Parameters:
    ///   - bytes: all of the file.
    ///   - name: of at most `Limits.maxFileNameLength` characters, at least one.
    ///   - id: from 1 on; by default the next that is free.
    /// - Throws: ``ControlError`` where the name or the id can't be, or there is no byte; an `APIError` where the file is
    ///   larger than the server takes (UPLOAD-09).
    @discardableResult
    public func add(_ bytes: [UInt8], name: String, id: Int32? = nil) async throws -> File {
        let draft = try draft(name: name, id: id)
        let reception = service.store.receive()
        try reception.append(bytes.span.bytes)
        return try await draft.commit(reception)
    }

    /// The bytes of a file, all of them in memory; `nil` where there is none of that id.
    public func bytes(of id: Int32) async throws -> [UInt8]? {
        guard let file = try await file(id) else { return nil }
        return try await service.store.reader(ofFile: id, in: file.organization)?.bytes()
    }

    /// The bytes of an upload, all of them in memory; `nil` where there is none of that guid.
    public func bytes(ofUpload guid: GUID) async throws -> [UInt8]? {
        try await service.store.reader(ofUpload: guid, organization: organization)?.bytes()
    }

    static let unknown = ControlError(.notFound, "There is no such upload.")

    private func all<Item>(_ page: (_ place: Int64) async throws -> Page<Item>) async throws -> [Item] {
        var items: [Item] = []
        var place: Int64? = 0
        while let next = place {
            let page = try await page(next)
            items += page.items
            place = page.next
        }
        return items
    }
}
