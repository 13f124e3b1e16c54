import HTTPTypes
import PyrusFiles

/// The fault that a request names for itself: `X-Pyrus-Fault: truncate; after=100`. Values may be quoted.
struct FaultHeader {
    let kind: FaultKind
    let fault: any Fault

    /// `nil` where the request names none.
    init?(_ headers: HTTPFields) throws(ControlError) {
        let values = headers[values: .pyrusFault]
        guard let value = values.first else { return nil }
        guard values.count == 1 else { throw ControlError("X-Pyrus-Fault may be given once.") }
        var parts = Self.parts(value)[...]
        kind = try FaultKind.named(String(parts.popFirst()?[...].trimmed ?? ""))
        var members: [JSON.Member] = []
        for part in parts where !part[...].trimmed.isEmpty {
            let name = String(part.prefix { $0 != "=" }[...].trimmed)
            guard part.contains("="), !members.contains(where: { $0.key == name }) else {
                throw ControlError("X-Pyrus-Fault is a kind and its parameters, each once: truncate; after=100.")
            }
            let text = try Self.unquoted(part.drop { $0 != "=" }.dropFirst().trimmed)
            let parameter = kind.parameters.first { $0.name == name }
            members.append(JSON.Member(name, parameter?.value(ofText: text) ?? .string(text)))
        }
        fault = try kind.fault(members)
    }

    /// What stands between the semicolons that are not in quotes.
    private static func parts(_ value: String) -> [String] {
        var parts = [""]
        var (isQuoted, isEscaped) = (false, false)
        for character in value {
            if character == ";", !isQuoted {
                parts.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            parts[parts.count - 1].append(character)
        }
        return parts
    }

    private static func unquoted(_ text: Substring) throws(ControlError) -> String {
        guard text.first == "\"" else { return String(text) }
        var value = ""
        var isEscaped = false
        for (index, character) in zip(text.indices, text).dropFirst() {
            if isEscaped || character != "\\" && character != "\"" {
                value.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if text.index(after: index) == text.endIndex {
                return value
            } else {
                break
            }
        }
        throw ControlError("A quoted value of X-Pyrus-Fault ends with its quote: value=\"a; b\".")
    }
}

extension HTTPField.Name {
    static let pyrusFault = Self("X-Pyrus-Fault") ?? .server
}
