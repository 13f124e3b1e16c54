import HTTPTypes
import PyrusFiles
import PyrusFilesStore

/// Which requests a fault is for. What is not said holds for all.
struct FaultFilter: Sendable {
    /// A request, as far as filters look at it.
    struct Subject: Sendable {
        let operation: Operation?
        let organization: String?
        let method: String
        let path: String
    }

    static let members = ["operation", "organization", "method", "path"]

    let operation: Operation?
    let organization: String?
    private let method: String?
    private let path: PathGlob?

    /// - Parameter organization: the one that the fault belongs to, whatever it says itself.
    init(_ members: [JSON.Member], organization owner: String?) throws(ControlError) {
        var texts: [String: String] = [:]
        for member in members where Self.members.contains(member.key) && !member.value.isNull {
            guard let text = member.value.stringValue, !text.isEmpty, text.utf8.count <= 256 else {
                throw ControlError("\"\(member.key)\" has to be a string that is not empty, of at most 256 bytes.")
            }
            texts[member.key] = text
        }
        let named = texts["organization"].map { Organization.name($0) }
        guard owner == nil || named == nil || named == owner else {
            throw ControlError("\"organization\" is \"\(named ?? "")\" here and \"\(owner ?? "")\" in the query.")
        }
        organization = owner ?? named
        operation = try texts["operation"].map(Self.operation)
        method = texts["method"]?.uppercased()
        guard texts["path"].map({ "/*?".contains($0.first ?? "/") }) ?? true else {
            throw ControlError("\"path\" has to be a pattern of whole paths, such as /v4/tasks/*.")
        }
        path = texts["path"].map(PathGlob.init)
    }

    private static func operation(_ name: String) throws(ControlError) -> Operation {
        guard let operation = Operation(rawValue: name) else {
            let known = Operation.allCases.map(\.rawValue).quoted
            throw ControlError("The operation \"\(name)\" is unknown; known are \(known).")
        }
        return operation
    }

    func matches(_ subject: Subject) -> Bool {
        (operation == nil || operation == subject.operation)
            && (organization == nil || organization == subject.organization)
            && (method == nil || method == subject.method) && (path?.matches(subject.path) ?? true)
    }
}
