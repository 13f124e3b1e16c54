import GRDB
import PyrusFiles

/// Files that every organization has. Their bytes are stored once.
extension Store {
    /// Takes the files of a folder. One that is there already, by its name, keeps its id; where its bytes are others now,
    /// every organization has the new ones.
    func take(_ folder: SeedFolder, _ db: Database) throws {
        for file in folder.files {
            let content = try Self.addContent(db)
            let (size, md5) = try store(file, in: content, db)
            let known = try db.row("SELECT id, content_id, size, md5 FROM seed WHERE name = ?", [file.name])
            guard let known else {
                try db.run(
                    "INSERT INTO seed (id, name, content_id, size, md5) VALUES (?, ?, ?, ?, ?)",
                    [try nextSeedID(db), file.name, content, size, md5])
                continue
            }
            // The content that is named no longer, the new one or the old, is swept as those of unfinished uploads are.
            if known["md5"] == md5, known["size"] == size { continue }
            for table in ["seed", "upload"] {
                try db.execute(
                    sql: "UPDATE \(table) SET content_id = ?, size = ?, md5 = ? WHERE content_id = ?",
                    arguments: [content, size, md5, known["content_id"] as Int64])
            }
        }
    }

    private func store(_ file: SeedFolder.File, in content: Int64, _ db: Database) throws -> (Int64, String) {
        let hasher = MD5Hasher()
        var (position, size) = (0, Int64(0))
        try file.read { chunk in
            hasher.update(chunk.filled)
            try chunk.insert(db, content: content, position: position)
            position += 1
            size += Int64(chunk.count)
        }
        guard let md5 = hasher.finish() else { throw MD5Unavailable() }
        return (size, md5.hex(.documented))
    }

    /// The first id that no file anywhere has.
    private func nextSeedID(_ db: Database) throws -> Int32 {
        let last = try db.value(
            Int32.self,
            """
            SELECT max(id) FROM (SELECT id FROM seed UNION ALL SELECT id FROM file WHERE id >= ? AND id < ?)
            """, [Seed.firstID, Schema.firstID])
        return max(Seed.firstID, (last ?? 0) + 1)
    }

    /// Attaches the seeds that an organization does not have yet to its task 1.
    func putSeeds(in organization: Organization, _ db: Database) throws {
        let missing = try db.rows(
            """
            SELECT * FROM seed WHERE id NOT IN (SELECT id FROM file WHERE organization_id = ?) ORDER BY id
            """, [organization.id])
        guard !missing.isEmpty, let task = try taskRow(Seed.task, of: organization, db) else { return }
        for row in missing {
            guard let md5 = MD5Digest(hex: row["md5"] as String) else { throw MD5Unavailable() }
            let upload = Upload(
                guid: GUID(), name: row["name"], size: row["size"], md5: md5, createdAt: now(in: organization))
            let id = try upload.insert(db, content: row["content_id"], organization: organization, isKept: true)
            let file = try insertFile(id: row["id"], upload: id, in: organization, db)
            try db.run("INSERT INTO attachment (task_row, file_row) VALUES (?, ?)", [task.row, file])
        }
    }
}
