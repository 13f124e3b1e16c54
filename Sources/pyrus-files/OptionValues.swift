public import ArgumentParser
public import Logging
public import PyrusFiles
import PyrusFilesServer

/// The values that options take, each read in one place, with `nil` for what it can't be.

extension Profile: ExpressibleByArgument {}
extension Edition: ExpressibleByArgument {}
extension Logger.Level: @retroactive ExpressibleByArgument {}
extension LogFormat: ExpressibleByArgument {}

/// The parser's own take key paths, which have to be made at each start.
extension ExpressibleByArgument where Self: CaseIterable & RawRepresentable, RawValue == String {
    /// The raw values, as they are typed.
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }
    /// None: the option's help says what its values mean.
    public static var allValueDescriptions: [String: String] { [:] }
}

/// A number within bounds that its option names.
enum Bounded {
    static func parse(_ range: ClosedRange<Int64>) -> @Sendable (String) throws -> Int64 {
        { text in
            guard let number = Int64(text), range.contains(number) else {
                throw ValidationError("it has to be a number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }
}

/// A number of one or more.
enum Positive {
    static func parse(_ text: String) -> Int64? { Int64(text).flatMap { $0 > 0 ? $0 : nil } }
}

/// A value, or none at all where the word says so.
enum Limited<Value: Sendable>: Sendable {
    case unlimited
    case limited(Value)

    var value: Value? {
        if case .limited(let value) = self { value } else { nil }
    }

    static func parse(
        unlimited word: String, form: String, _ read: @escaping @Sendable (String) -> Value?
    ) -> @Sendable (String) throws -> Limited {
        { text in
            if text == word { return .unlimited }
            guard let value = read(text) else { throw ValidationError("it has to be \(form), or \(word).") }
            return .limited(value)
        }
    }
}

/// A host that a proxy lets through.
enum AllowedHosts {
    static func parse(_ text: String) throws -> AllowedHost {
        do { return try AllowedHost(text) } catch { throw ValidationError(error.description) }
    }
}

/// Text that can stand in a header, and is not empty.
enum Visible {
    static func parse(_ text: String) throws -> String {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ValidationError("it has to be visible characters without blanks.")
        }
        return text
    }
}
