import PyrusFilesStore

/// A file that is to be there without a task: checked before its bytes are taken.
struct FileDraft {
    let name: String
    let id: Int32?
    let organization: String

    /// Makes the bytes that were received the file.
    func commit(_ reception: Reception) async throws -> OrganizationFile {
        guard reception.size > 0 else { throw ControlError("The body has to be the file's bytes, at least one.") }
        guard let file = try await reception.commitFile(name: name, id: id, organization: organization) else {
            throw ControlError("The id \(id ?? 0) is taken; another or none would be right.")
        }
        return file
    }
}

extension PyrusFilesServer.Files {
    /// - Throws: where the name or the id can't be.
    func draft(name: String?, id: Int32?) throws(ControlError) -> FileDraft {
        try checkOrganization(organization)
        let longest = service.limits.maxFileNameLength
        guard let name, !name.isEmpty, name.unicodeScalars.count <= longest else {
            throw ControlError("\"name\" is needed, of at most \(longest) characters.")
        }
        guard id ?? 1 > 0 else { throw ControlError("\"id\" has to be a number from 1 to \(Int32.max).") }
        return FileDraft(name: name, id: id, organization: organization ?? service.firstOrganization)
    }
}

extension ContentReader {
    /// All of them.
    func bytes() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        var place = Place.start
        while place.offset < size {
            let (piece, next) = try await piece(at: place) { count, read in
                try [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
                    try read(UnsafeMutableRawBufferPointer(memory))
                    filled = count
                }
            }
            bytes += piece
            place = next
        }
        return bytes
    }
}
