public import PyrusFiles

/// A run, to be told: everything that a renderer needs, with tokens and keys masked already.
public struct Report: Sendable {
    /// The version of the kit.
    public var kit = Kit.version
    /// The date of the contract.
    public var contract = Kit.contract
    /// What the peer was held to.
    public var profile = Profile.documented
    /// The layout of addresses it was held to.
    public var edition = Edition.cloud
    /// Of a random order.
    public var seed: UInt64?
    /// Whether no `--run` and no `--skip` left something out.
    public var isWhole = true
    /// Whether a signal ended it: what had not run by then is `not-run`.
    public var isStopped = false
    /// Who was judged: a server's address, a client's name.
    public var peer: String
    /// What judges the same peer again; ` --run ID` follows.
    public var command: String
    /// What stands behind that: the client's own command.
    private let tail: String
    /// Ids of the expected failures that no case has.
    public var unknownExpectations: [Case.ID] = []
    /// What came of each case.
    public private(set) var results: [CaseResult]

    /// - Parameters:
    ///   - peer: who was judged.
    ///   - command: what judges it again.
    ///   - arguments: the words of the client's own command, which stand at its end.
    ///   - results: what came of each case.
    ///   - secrets: tokens and keys that may stand nowhere in it, beside those that are seen to be some.
    public init(
        peer: String, command: String, arguments: [String] = [], _ results: [CaseResult], secrets: [String] = []
    ) {
        let mask = Mask(secrets, results)
        self.peer = mask.applied(to: peer)
        self.command = mask.applied(to: command)
        tail = mask.applied(to: arguments.isEmpty ? "" : " -- " + arguments.map(\.shellWord).joined(separator: " "))
        self.results = results.map(mask.applied)
    }

    /// How many cases ended so.
    public func count(_ outcome: Outcome) -> Int { results.count { $0.outcome == outcome } }

    /// The line that runs a case again.
    public func replay(_ id: Case.ID) -> String { "\(command) --run '\(id)'\(tail)" }

    /// The cases by topic, in the order of their first ones.
    var topics: [(name: String, results: [CaseResult])] {
        var topics: [(name: String, results: [CaseResult])] = []
        for result in results {
            if let index = topics.firstIndex(where: { $0.name == result.case.topic }) {
                topics[index].results.append(result)
            } else {
                topics.append((result.case.topic, [result]))
            }
        }
        return topics
    }

    /// The count of each outcome that there is, in words.
    public var summary: String {
        let counts = Outcome.allCases.filter { count($0) > 0 }.map { "\(count($0)) \($0.rawValue)" }
        return counts.isEmpty ? "no cases" : counts.joined(separator: ", ")
    }

    /// What a reader has to know before believing it.
    public var caveats: [String] {
        var caveats: [String] = []
        if !isWhole { caveats.append("The run was narrowed by --run or --skip: it proves nothing about the rest.") }
        if isStopped {
            caveats.append("The run was stopped before its end; what the cases under way had made by then stays.")
        }
        for id in unknownExpectations { caveats.append("The expected failures name \(id), which is no case.") }
        return caveats
    }

    /// Sentences that every report has beside its cases.
    public var notes: [String] { caveats + [reasonForNothing, whatStays].compactMap { $0 } }
}

extension Case {
    /// What its id names after its half: `upload`.
    var topic: String { id.split(separator: "/").dropFirst().first.map(String.init) ?? id }
}

extension CaseResult {
    /// What was expected, the case's own sentence where nothing narrower is known.
    var expectation: String { expected ?? self.case.expectation }
}

extension String {
    /// As a shell reads it as one word.
    fileprivate var shellWord: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                Array("/._-+=:,@%".utf8).contains(byte) || UnicodeScalar(byte).properties.isAlphabetic && byte < 0x80
                    || (0x30...0x39).contains(byte)
            }
        return isPlain ? self : "'\(replacing("'", with: "'\\''"))'"
    }
}

extension Double {
    /// With three digits behind the point.
    var thousandths: String {
        guard isFinite, self >= 0, self < 1e12 else { return "0.000" }
        let whole = Int64((self * 1_000).rounded())
        let rest = String(whole % 1_000)
        return "\(whole / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
