import GRDB

/// The clock's setting is kept with the data: times already given out would make no sense without it.
extension Store {
    /// Keeps what the clock is set to now.
    public func saveClock() async throws {
        let setting = clock.setting
        try await write { db in
            let values = ["clock_offset": setting.offset, "clock_frozen_at": setting.frozenAt?.milliseconds]
            for (name, value) in values {
                try db.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", [name, value])
            }
        }
    }

    func restoreClock(_ db: Database) throws {
        func value(_ name: String) throws -> Int64? {
            try db.value(Int64.self, "SELECT value FROM setting WHERE name = ? AND value IS NOT NULL", [name])
        }
        guard let offset = try value("clock_offset") else { return }
        var setting = ServiceClock.Setting()
        setting.offset = offset
        setting.frozenAt = try value("clock_frozen_at").map(Moment.init(milliseconds:))
        clock.setting = setting
    }
}
