import GRDB

/// The tables. Names are plain nouns, so that the data can be read with the `sqlite3` shell.
///
/// * `content` and `chunk` hold bytes; `upload` makes a content visible. A content that no upload names belongs to
///   an upload under way, or is on its way out: nothing shows it, and a start sweeps it.
/// * `file` is an attached upload, or a version of one, its id its organization's own; `attachment` says where it hangs.
/// * An upload that nothing refers to has `unreferenced_since`, from which its time counts (EXPIRY-01), unless
///   it is `kept`: a seed, or a file that was made without a task.
/// * Of a `token` the SHA-256 is kept.
/// * `seed` is a file of every organization: their uploads share its content.
/// * `clock` is what a clock was set to: an organization's, or under the empty name the server's.
/// * Times are milliseconds since 1970 in UTC.
enum Schema {
    /// Marks a SQLite database as ours: `PYRF`.
    static let applicationID: Int32 = 0x5059_5246

    /// The version of the tables, which the database keeps.
    static let version: Int32 = 2

    /// Ids that the service gives count from here; below are those that a user chooses.
    static let firstID = 1_000_000

    /// Makes a new database. Pages of 16 KiB are the fastest of 4 to 64, measured with rows of 1 MiB.
    static let script = """
        PRAGMA page_size = 16384;
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        BEGIN;
        \(accounts + contents + tasks + articles)
        COMMIT;
        """

    /// Brings the tables of the first version to the form of today: all of it or nothing.
    static func update(_ db: Database) throws {
        guard try db.value(Int32.self, "PRAGMA user_version") == 1 else { return }
        try db.inTransaction(.immediate) {
            try keepDigestsOfTokens(db)
            try db.execute(sql: "PRAGMA user_version = \(Self.version)")
            return .commit
        }
    }

    /// A token lets in whoever has it, so the database has none; one of the first version had their texts.
    private static func keepDigestsOfTokens(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE token RENAME COLUMN text TO digest")
        for row in try Row.fetchAll(db, sql: "SELECT id, digest FROM token") {
            try db.execute(
                sql: "UPDATE token SET digest = ? WHERE id = ?",
                arguments: [SecretDigest(row["digest"]).hex, row["id"] as Int64])
        }
    }

    private static let accounts = """
        CREATE TABLE clock (organization TEXT PRIMARY KEY, offset INTEGER NOT NULL, frozen_at INTEGER) WITHOUT ROWID;
        CREATE TABLE sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE organization (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            organization_id INTEGER NOT NULL REFERENCES organization,
            login TEXT NOT NULL UNIQUE,
            security_key TEXT,
            blocked INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE token (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            account_id INTEGER NOT NULL REFERENCES account,
            issued_at INTEGER NOT NULL,
            expires_at INTEGER,
            given_at_start INTEGER NOT NULL DEFAULT 0,
            ended TEXT CHECK (ended IN ('revoked', 'expired'))
        );
        CREATE INDEX token_of_account ON token (account_id, ended);

        """

    /// The bytes are rows of chunks. A chunk's key is its content and its place in it, so that a file's rows lie
    /// together and need no second index. (Generated columns would show both, but SQLite opens no blob in such a table.)
    private static let contents = """
        CREATE TABLE content (id INTEGER PRIMARY KEY AUTOINCREMENT);
        CREATE TABLE chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE VIEW chunk_of_content AS
            SELECT id >> 20 AS content_id, id & 1048575 AS position, length(bytes) AS size, id AS chunk_id FROM chunk;
        CREATE TABLE upload (
            id INTEGER PRIMARY KEY,
            guid TEXT NOT NULL UNIQUE,
            organization_id INTEGER NOT NULL REFERENCES organization,
            account_id INTEGER REFERENCES account,
            content_id INTEGER NOT NULL REFERENCES content,
            name TEXT NOT NULL,
            size INTEGER NOT NULL,
            md5 TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            kept INTEGER NOT NULL DEFAULT 0,
            unreferenced_since INTEGER
        );
        CREATE INDEX upload_of_content ON upload (content_id);
        CREATE INDEX upload_of_organization ON upload (organization_id, unreferenced_since);
        CREATE TABLE file (
            row INTEGER PRIMARY KEY,
            id INTEGER NOT NULL,
            organization_id INTEGER NOT NULL REFERENCES organization,
            upload_id INTEGER NOT NULL UNIQUE REFERENCES upload,
            root_id INTEGER,
            version INTEGER NOT NULL,
            UNIQUE (id, organization_id),
            FOREIGN KEY (root_id, organization_id) REFERENCES file (id, organization_id)
        );
        CREATE INDEX file_of_root ON file (root_id, organization_id);
        CREATE TABLE seed (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            content_id INTEGER NOT NULL UNIQUE REFERENCES content,
            size INTEGER NOT NULL,
            md5 TEXT NOT NULL
        );

        """

    /// A task given at start has the same id in every organization, and a row in each.
    private static let tasks = """
        CREATE TABLE task (
            row INTEGER PRIMARY KEY,
            id INTEGER NOT NULL,
            organization_id INTEGER NOT NULL REFERENCES organization,
            account_id INTEGER REFERENCES account,
            text TEXT,
            form_id TEXT,
            subject TEXT,
            created_at INTEGER NOT NULL,
            modified_at INTEGER NOT NULL,
            UNIQUE (organization_id, id)
        );
        CREATE TABLE comment (
            id INTEGER PRIMARY KEY,
            task_row INTEGER NOT NULL REFERENCES task,
            account_id INTEGER REFERENCES account,
            text TEXT,
            created_at INTEGER NOT NULL
        );
        CREATE INDEX comment_of_task ON comment (task_row);
        CREATE TABLE field (
            id INTEGER PRIMARY KEY,
            task_row INTEGER NOT NULL REFERENCES task,
            comment_id INTEGER REFERENCES comment,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            has_files INTEGER NOT NULL
        );
        CREATE INDEX field_of_task ON field (task_row, comment_id);
        CREATE TABLE attachment (
            id INTEGER PRIMARY KEY,
            task_row INTEGER NOT NULL REFERENCES task,
            comment_id INTEGER REFERENCES comment,
            field_id INTEGER REFERENCES field ON DELETE CASCADE,
            file_row INTEGER REFERENCES file,
            link_id INTEGER,
            link_url TEXT,
            link_name TEXT
        );
        CREATE INDEX attachment_of_task ON attachment (task_row);
        CREATE INDEX attachment_of_field ON attachment (field_id);
        CREATE INDEX attachment_of_file ON attachment (file_row);

        """

    private static let articles = """
        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            organization_id INTEGER NOT NULL REFERENCES organization,
            title TEXT NOT NULL,
            body TEXT,
            parent_id INTEGER
        );
        CREATE INDEX article_of_organization ON article (organization_id);
        CREATE TABLE article_reference (
            article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
            upload_id INTEGER NOT NULL REFERENCES upload,
            position INTEGER NOT NULL,
            PRIMARY KEY (article_id, upload_id)
        ) WITHOUT ROWID;
        CREATE INDEX article_of_upload ON article_reference (upload_id);
        """
}
