import NIOSSL
import PyrusFiles

/// A run of cases against a server.
public struct ServerRun: Sendable {
    private let server: ServerUnderTest
    private let options: RunOptions
    private let token: String
    private let tls: NIOSSLContext?

    /// Makes ready to run: gets a token where there is none.
    ///
    /// - Throws: ``SetUpFailure``
    public init(_ server: ServerUnderTest, options: RunOptions = RunOptions()) async throws {
        self.server = server
        self.options = options
        tls = try Self.context(server)
        token = try await Self.token(server, tls, options)
    }

    /// Runs the cases, and hands over each result as it comes.
    public func run(_ cases: [Case], onResult: @escaping @Sendable (CaseResult) -> Void = { _ in }) async
        -> [CaseResult]
    {
        var chosen = cases.filter { $0.half == .server && $0.isOf(server.edition) && options.includes($0.id) }
        if let seed = options.seed {
            var generator = SeededOrder(seed: seed)
            chosen.shuffle(using: &generator)
        }
        let side = chosen.filter { !$0.needs.contains(.solitude) }
        var results = await withTaskGroup(of: CaseResult.self) { group in
            var results: [CaseResult] = []
            var waiting = side[...]
            for _ in 0..<max(1, options.jobs) {
                if let next = waiting.popFirst() { group.addTask { await result(of: next) } }
            }
            while let result = await group.next() {
                onResult(result)
                results.append(result)
                if !Task.isCancelled, let next = waiting.popFirst() { group.addTask { await self.result(of: next) } }
            }
            return results
        }
        for next in chosen where next.needs.contains(.solitude) && !Task.isCancelled {
            let result = await result(of: next)
            onResult(result)
            results.append(result)
        }
        let places = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1.id, $0) })
        return results.sorted { places[$0.case.id, default: 0] < places[$1.case.id, default: 0] }
    }

    /// One case, judged.
    private func result(of examined: Case) async -> CaseResult {
        if let reason = reasonNotToRun(examined) { return CaseResult(examined, .notRun, reason: reason) }
        let home = await CaseHome(self.examination(token: "", Transcript()))
        let transcript = Transcript()
        let examination = self.examination(token: home?.token ?? token, organization: home?.name, transcript)
        let start = ContinuousClock.now
        let end: (Outcome, expected: String?, actual: String?, reason: String?)
        do {
            try await within(options.timeout * 10) { try await examined.check(examination) }
            end = (.passed, nil, nil, nil)
        } catch let mismatch as Mismatch {
            end = failure(of: examined, expected: mismatch.expected, actual: mismatch.actual)
        } catch let failure as WireFailure {
            end = self.failure(of: examined, expected: "an answer", actual: failure.description)
        } catch let limit as CannotJudge {
            end = (limit.isUnsupported ? .unsupported : .notRun, nil, nil, limit.reason)
        } catch {
            end = (.error, nil, nil, (error as? SetUpFailure)?.reason ?? "The kit failed: \(error)")
        }
        let elapsed = ContinuousClock.now - start
        let isRemoved = await home?.remove() ?? false
        return CaseResult(
            examined, end.0, expected: end.expected, actual: end.actual, reason: end.reason,
            seconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18,
            transcript: transcript.events, remnants: isRemoved ? [] : transcript.remnants)
    }

    private func examination(token: String, organization: String? = nil, _ transcript: Transcript)
        -> ServerExamination
    {
        ServerExamination(
            server, token: token, organization: organization, tls: tls, patience: options.timeout,
            transcript: transcript)
    }

    /// A SHOULD that is not met is a warning, as is what nobody but this project says.
    private func failure(
        of examined: Case, expected: String, actual: String
    ) -> (Outcome, expected: String?, actual: String?, reason: String?) {
        let isWarning = examined.level != .must || examined.isChosen
        var reason = "Expected \(expected); got \(actual)."
        if examined.isChosen {
            reason += " This is a choice of the contract, nobody outside of the service knows: the real one may differ."
        }
        return (isWarning && !options.isStrict ? .warned : .failed, expected, actual, reason)
    }

    private func reasonNotToRun(_ examined: Case) -> String? {
        if examined.needs.contains(.control), server.control == nil { return "It needs --control-url." }
        if examined.needs.contains(.large), !options.includesLarge { return "It needs --large." }
        if examined.needs.contains(.intrusive), server.control == nil, !options.includesIntrusive {
            return "It needs --intrusive, or --control-url."
        }
        return nil
    }

    private func within(_ time: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: time)
                throw Mismatch(expected: "an end of the case within \(time)", actual: "none")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    // MARK: Before

    private static func context(_ server: ServerUnderTest) throws -> NIOSSLContext? {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        if let file = server.authorityFile {
            do {
                configuration.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(file))]
            } catch {
                throw SetUpFailure("The certificates in \(file) can't be read.")
            }
        }
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw SetUpFailure("TLS can't be set up: \(error).")
        }
    }

    private static func token(_ server: ServerUnderTest, _ tls: NIOSSLContext?, _ options: RunOptions) async throws
        -> String
    {
        if let token = server.accessToken { return token }
        guard let credentials = server.credentials else {
            throw SetUpFailure("An access token is needed, or a login and its security key.")
        }
        let examination = ServerExamination(
            server, token: "", tls: tls, patience: options.timeout, transcript: Transcript())
        let answer: WireAnswer
        do { answer = try await examination.authorize(credentials) } catch {
            throw SetUpFailure("The auth method did not answer: \(error).")
        }
        guard let token = answer.json?["access_token"]?.stringValue else {
            throw SetUpFailure("The auth method gave no token: \(answer.summary).")
        }
        return token
    }
}

/// An order that a seed decides (SplitMix64).
private struct SeededOrder: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
