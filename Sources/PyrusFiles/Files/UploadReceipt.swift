/// What a successful upload answers: the upload's id and the MD5 of its bytes (UPLOAD-01).
public struct UploadReceipt: Sendable, Equatable {
    /// Names the upload until it is attached.
    public let guid: GUID
    /// MD5 of exactly the file's bytes.
    public let md5: MD5Digest

    /// A receipt of an upload that is stored.
    public init(guid: GUID, md5: MD5Digest) {
        self.guid = guid
        self.md5 = md5
    }

    /// `guid` and `md5_hash`, in that order and nothing else (UPLOAD-01).
    public func json(_ profile: Profile) -> JSON {
        ["guid": .string(guid.description), "md5_hash": .string(md5.hex(profile))]
    }
}
