import Dispatch
import PyrusFiles
import PyrusFilesConformance
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One process of an adapter that speaks in lines, as long as it lives.
final class LinesSession: Sendable {
    private typealias Waiter = CheckedContinuation<JSON, any Error>

    private struct State {
        /// By the id of what was asked; the hello has 0.
        var waiting: [Int64: Waiter] = [:]
        /// Came before anybody waited for it.
        var hello: JSON?
        var lastID: Int64 = 0
        var failure: AdapterFailure?
        var errors = LastBytes()
    }

    private let id: pid_t
    private let input: Int32
    private let guardian: Guardian?
    /// Reads what it says on standard error.
    private let complaints = DispatchGroup()
    private let state = Mutex(State())

    /// - Throws: ``AdapterFailure`` where the command can't be run.
    init(_ command: [String], _ guardian: Guardian?) throws {
        let pipes = (0..<3).map { _ in Pipe() }
        guard let input = pipes[0], let output = pipes[1], let errors = pipes[2] else {
            for pipe in pipes { pipe?.close() }
            throw AdapterFailure("No pipe is left for it.")
        }
        let spawned = Spawn(
            command, defaults: [SIGTERM, SIGINT], input: input.reading, outputs: (output.writing, errors.writing))
        for descriptor in [input.reading, output.writing, errors.writing] { close(descriptor) }
        guard case .success(let id) = spawned.result else {
            for descriptor in [input.writing, output.reading, errors.reading] { close(descriptor) }
            guard case .failure(let failure) = spawned.result else { throw AdapterFailure("It can't be run.") }
            throw AdapterFailure("'\(command[0])' can't be run: \(String(cString: strerror(failure.code))).")
        }
        (self.id, self.input) = (id, input.writing)
        self.guardian = guardian
        guardian?.watch(group: id)
        // What takes no line has no room for a second one: the writer must not wait for it.
        _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
        DispatchQueue(label: "pyrus-files.adapter.errors").async(group: complaints) { [self] in
            while let bytes = Pipe.read(errors.reading) { state.withLock { $0.errors.append(bytes) } }
            close(errors.reading)
        }
        DispatchQueue(label: "pyrus-files.adapter.lines").async { [self] in
            read(output.reading)
            close(output.reading)
        }
    }

    // Whoever reads holds it, so by now the process has ended.
    deinit { close(input) }

    var isAlive: Bool { state.withLock { $0.failure == nil } }

    func hello(within patience: Duration) async throws -> ClientIntroduction {
        try ClientIntroduction(try await answer(to: 0, within: patience) {})
    }

    func ask(_ request: ClientRequest) async throws -> ClientReport {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let line = Array((request.line(id).compact + "\n").utf8)
        let answer = try await answer(to: id, within: request.timeout) { [self] in send(line) }
        if let done = answer["ok"] {
            guard done.objectValue != nil else { throw end("The \"ok\" of its answer is no object: \(done.compact)") }
            return ClientReport(.done(done))
        }
        if answer["unsupported"]?.boolValue == true { return ClientReport(.unsupported) }
        guard let error = answer["error"]?["error"]?.stringValue else {
            throw end("Its answer has neither ok, error nor unsupported: \(answer.compact)")
        }
        return ClientReport(.failed(error: error, code: answer["error"]?["error_code"]?.stringValue))
    }

    // MARK: Waiting

    private func answer(to id: Int64, within patience: Duration, _ ask: () -> Void) async throws -> JSON {
        let alarm = Task { [weak self] in
            try await Task.sleep(for: patience)
            self?.end("It did not answer within \(patience).")
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                let ready: Result<JSON, any Error>? = state.withLock { state in
                    if let failure = state.failure { return .failure(failure) }
                    if id == 0, let hello = state.hello { return .success(hello) }
                    state.waiting[id] = waiter
                    return nil
                }
                if let ready { waiter.resume(with: ready) } else { ask() }
            }
        } onCancel: {
            end("The run was stopped.")
        }
    }

    /// Ends the process, for a reason; the first counts.
    @discardableResult
    private func end(_ reason: String) -> AdapterFailure {
        let (failure, waiting) = state.withLock { state in
            let failure = state.failure ?? AdapterFailure(reason)
            state.failure = failure
            defer { state.waiting = [:] }
            return (failure, state.waiting.values)
        }
        kill(-id, SIGKILL)
        for waiter in waiting { waiter.resume(throwing: failure) }
        return failure
    }

    // MARK: Lines

    private func send(_ line: [UInt8]) {
        var left = line[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            if count > 0 {
                left = left.dropFirst(count)
            } else if errno != EINTR {
                // A pipe holds 64 KiB: one that is full has not been read for long.
                end("It takes no more lines: \(String(cString: strerror(errno))).")
                return
            }
        }
    }

    private func read(_ descriptor: Int32) {
        var held: [UInt8] = []
        while let bytes = Pipe.read(descriptor) {
            held += bytes
            while let place = held.firstIndex(of: UInt8(ascii: "\n")) {
                took(Array(held[..<place]))
                held.removeFirst(place + 1)
            }
            if held.count > LastBytes.most { end("A line of it is longer than \(LastBytes.most) bytes.") }
        }
        var status: Int32 = 0
        waitpid(id, &status, 0)
        guardian?.leave(group: id)
        // Its last words may still be in the pipe; one that got away from its group is not waited for.
        kill(-id, SIGKILL)
        _ = complaints.wait(timeout: .now() + .seconds(1))
        let said = state.withLock { $0.errors.shortened }
        let how = status & 0x7F == 0 ? "with status \(status >> 8 & 0xFF)" : "by signal \(status & 0x7F)"
        end("It ended \(how)\(said.isEmpty ? "" : " and the last line \"\(said)\" on standard error").")
    }

    private func took(_ line: [UInt8]) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        let text = String(decoding: line.prefix(200), as: UTF8.self)
        guard let json = try? JSON(parsing: line), json.objectValue != nil else {
            return _ = end("A line of it is no JSON object: \"\(text)\".")
        }
        let id = json["hello"] != nil ? 0 : json["id"]?.int64Value ?? -1
        let (waiter, isKnown) = state.withLock { state in
            if id == 0, state.hello == nil { state.hello = json }
            return (state.waiting.removeValue(forKey: id), (0...state.lastID).contains(id))
        }
        guard isKnown else { return _ = end("It answers what was not asked: \"\(text)\".") }
        waiter?.resume(returning: json)
    }
}

extension ClientRequest {
    /// As it is asked in lines.
    fileprivate func line(_ number: Int64) -> JSON {
        var members: [JSON.Member] = [.init("id", .integer(number)), .init("op", .string(operation))]
        if let path { members.append(.init("path", .string(path))) }
        if let id { members.append(.init("file_id", .integer(id))) }
        if let folder { members.append(.init("folder", .string(folder))) }
        let variables = environment.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        return .object(members + [.init("environment", .object(variables))])
    }
}
