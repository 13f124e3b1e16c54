import GRDB

import struct Foundation.Data

/// What a statement is given for its question marks.
typealias StoredValues = [(any DatabaseValueConvertible)?]

/// Statements are compiled once a connection: most requests run the same few.
extension Database {
    func run(_ sql: String, _ values: StoredValues = []) throws {
        try cachedStatement(sql: sql).execute(arguments: values.arguments)
    }

    func row(_ sql: String, _ values: StoredValues = []) throws -> Row? {
        try Row.fetchOne(try cachedStatement(sql: sql), arguments: values.arguments)
    }

    func rows(_ sql: String, _ values: StoredValues = []) throws -> [Row] {
        try Row.fetchAll(try cachedStatement(sql: sql), arguments: values.arguments)
    }

    func value<Value: DatabaseValueConvertible>(
        _ type: Value.Type, _ sql: String, _ values: StoredValues = []
    ) throws -> Value? {
        try Value.fetchOne(try cachedStatement(sql: sql), arguments: values.arguments)
    }
}

extension StoredValues {
    /// GRDB ends a text at its first NUL, both ways. One that holds a NUL goes in as a blob of its UTF-8, which a
    /// column of text keeps as it is, and which is read as a text again.
    fileprivate var arguments: StatementArguments {
        StatementArguments(map { ($0 as? String)?.blobWithNUL ?? $0 })
    }
}

extension String {
    fileprivate var blobWithNUL: Data? { utf8.contains(0) ? Data(utf8) : nil }
}
