import Logging
import PyrusFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The form of a line in the log.
enum LogFormat: String, CaseIterable, Sendable {
    /// For people: time, level, message, then `name=value`.
    case text
    /// For programs: one object a line.
    case json
}

/// Writes one line an event, whole, to standard error or a file.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let format: LogFormat
    private let descriptor: Int32

    init(level: Logger.Level, format: LogFormat, descriptor: Int32) {
        logLevel = level
        self.format = format
        self.descriptor = descriptor
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        var line = Array(Self.harmless(text(event, values)).utf8)
        line.append(UInt8(ascii: "\n"))
        // One call a line, so that lines of many threads do not mix.
        _ = write(descriptor, line, line.count)
    }

    private func text(_ event: LogEvent, _ values: [(key: String, value: Logger.MetadataValue)]) -> String {
        let time = Timestamp.text(secondsSince1970: Int64(Glibc.time(nil)))
        switch format {
        case .text:
            let pairs = values.map { " \($0.key)=\(quoted("\($0.value)"))" }.joined()
            return "\(time) \(event.level) \(event.message)\(pairs)"
        case .json:
            let members = [
                JSON.Member("time", .string(time)), JSON.Member("level", .string("\(event.level)")),
                JSON.Member("message", .string("\(event.message)")),
            ]
            return JSON.object(members + values.map { JSON.Member($0.key, .string("\($0.value)")) }).compact
        }
    }

    /// A value that could be taken for more than one, or for another line, is written as a JSON string.
    private func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && !Self.isHarmful($0) }
        return isPlain && !value.isEmpty ? value : JSON.string(value).compact
    }

    /// What a client names may not steer the terminal that shows it, nor turn the rest of the line around: it is escaped as in
    /// JSON, whose strings are the only place where it can stand.
    private static func harmless(_ line: String) -> String {
        guard !line.utf8.allSatisfy({ $0 < 0x7F }), line.unicodeScalars.contains(where: isHarmful) else { return line }
        return line.unicodeScalars.map { isHarmful($0) ? escape($0) : String($0) }.joined()
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        UTF16.encode(scalar)?.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined() ?? ""
    }
}

extension Logger {
    /// The log that options ask for.
    ///
    /// - Throws: where its file can't be opened.
    static func lines(level: Logger.Level, format: LogFormat, file: String?) throws -> Logger {
        var descriptor = STDERR_FILENO
        if let file {
            descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw FileFailure("log file \(file)", "opened")
            }
        }
        let target = descriptor
        return Logger(label: "pyrus-files") { _ in LineLogHandler(level: level, format: format, descriptor: target) }
    }
}
