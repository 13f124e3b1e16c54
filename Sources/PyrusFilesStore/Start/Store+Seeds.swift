import GRDB
import PyrusFiles

/// Files that every organization has. Their bytes are stored once.
extension Store {
    /// Makes the files of a folder the seeds there are. One that is there already, by its name, keeps its id; where its
    /// bytes are others now, every organization has the new ones. Of one that is no seed any more, organizations keep
    /// what they have until they are reset.
    ///
    /// A content that is named no longer is swept as those of unfinished uploads are.
    func take(_ files: [SeedFolder.File], _ db: Database) throws {
        for name in try String.fetchAll(db, sql: "SELECT name FROM seed")
        where !files.contains(where: { $0.name == name }) {
            try db.run("DELETE FROM seed WHERE name = ?", [name])
        }
        var id = Seed.firstID
        for file in files {
            let (size, md5) = try Self.digest(of: file)
            let known = try db.row("SELECT content_id, size, md5 FROM seed WHERE name = ?", [file.name])
            if let known, known["md5"] == md5, known["size"] == size { continue }
            let content = try store(file, db)
            guard let known else {
                while try isTaken(seed: id, db) { id += 1 }
                guard id < Schema.firstID else { throw StoreError.seed(file.path, "there are too many files") }
                try db.run(
                    "INSERT INTO seed (id, name, content_id, size, md5) VALUES (?, ?, ?, ?, ?)",
                    [id, file.name, content, size, md5])
                continue
            }
            for table in ["seed", "upload"] {
                try db.execute(
                    sql: "UPDATE \(table) SET content_id = ?, size = ?, md5 = ? WHERE content_id = ?",
                    arguments: [content, size, md5, known["content_id"] as Int64])
            }
        }
    }

    private static func digest(of file: SeedFolder.File) throws -> (size: Int64, md5: String) {
        let hasher = MD5Hasher()
        var size: Int64 = 0
        try file.read { chunk in
            hasher.update(chunk.filled)
            size += Int64(chunk.count)
        }
        return (size, hasher.finish().hex(.documented))
    }

    private func store(_ file: SeedFolder.File, _ db: Database) throws -> Int64 {
        let content = try Self.addContent(db)
        var position = 0
        try file.read { chunk in
            try chunk.insert(db, content: content, position: position)
            position += 1
        }
        return content
    }

    private func isTaken(seed id: Int32, _ db: Database) throws -> Bool {
        try db.value(
            Bool.self, "SELECT EXISTS (SELECT 1 FROM seed WHERE id = ?1 UNION ALL SELECT 1 FROM file WHERE id = ?1)",
            [id]) ?? false
    }

    /// Attaches the seeds that an organization does not have yet to its task 1.
    func putSeeds(in organization: Organization, _ db: Database) throws {
        let missing = try db.rows(
            """
            SELECT * FROM seed WHERE id NOT IN (SELECT id FROM file WHERE organization_id = ?) ORDER BY id
            """, [organization.id])
        guard !missing.isEmpty, let task = try taskRow(Seed.task, of: organization, db) else { return }
        for row in missing {
            guard let md5 = MD5Digest(hex: row["md5"] as String) else { throw APIError(.serverError) }
            let upload = Upload(
                guid: GUID(), name: row["name"], size: row["size"], md5: md5, createdAt: now(in: organization))
            let id = try upload.insert(db, content: row["content_id"], organization: organization, isKept: true)
            let file = try insertFile(id: row["id"], upload: id, in: organization, db)
            try db.run("INSERT INTO attachment (task_row, file_row) VALUES (?, ?)", [task.row, file])
        }
    }
}
