/// A file as tasks, comments and file fields show it (ATTACH-04).
public struct FileObject: Sendable, Equatable {
    /// Numeric id under which the file is downloaded.
    public let id: Int32
    /// Stored name: the last path segment of what the client sent (UPLOAD-12).
    public let name: String
    /// Number of bytes.
    public let size: Int64
    /// 1 for a first version, one higher for each later one (ATTACH-06).
    public let version: Int32
    /// MD5 of the bytes.
    public let md5: MD5Digest
    /// Id of the first version, on a later version only (ATTACH-06).
    public let rootID: Int32?

    /// A file that is attached.
    public init(id: Int32, name: String, size: Int64, version: Int32 = 1, md5: MD5Digest, rootID: Int32? = nil) {
        self.id = id
        self.name = name
        self.size = size
        self.version = version
        self.md5 = md5
        self.rootID = rootID
    }

    /// `id`, `name`, `size`, `version`, `md5`, `url` in that order, and `root_id` where there is one (ATTACH-04).
    ///
    /// - Parameters:
    ///   - filesURL: base address of the file service as the client knows it, ending in `/` (PATH-04).
    ///   - profile: decides in which case the MD5 is written (UPLOAD-03).
    public func json(filesURL: String, profile: Profile) -> JSON {
        var members: [JSON.Member] = [
            .init("id", .integer(id)),
            .init("name", .string(name)),
            .init("size", .integer(size)),
            .init("version", .integer(version)),
            .init("md5", .string(md5.hex(profile))),
            .init("url", .string("\(filesURL)services/attachment?Id=\(id)")),
        ]
        if let rootID {
            members.append(.init("root_id", .integer(rootID)))
        }
        return .object(members)
    }
}
