import ArgumentParser
import PyrusFilesConformance

/// Where the reports of a run go, and the file of expected failures, which is read before it and may be rewritten after.
struct ReportOutlet {
    private let options: VerifyOptions
    private let failures: ExpectedFailures?

    /// - Throws: what tells before the run that its end would be in vain.
    init(_ options: VerifyOptions) throws {
        self.options = options
        do {
            for request in options.reports { try request.file.prepare() }
            failures = try options.expectedFailures.map {
                try Self.read(WholeFile(path: $0), isNew: options.updateExpectedFailures)
            }
        } catch let failure as WholeFile.Failure {
            // None of the peer's: its status is that of an error.
            Standard.error("pyrus-files: \(failure)")
            throw ExitCode(3)
        }
    }

    private static func read(_ file: WholeFile, isNew: Bool) throws -> ExpectedFailures {
        guard let bytes = try file.read() else {
            if isNew { return try ExpectedFailures("") }
            throw ValidationError("There is no file \(file.path) for --expected-failures.")
        }
        do { return try ExpectedFailures(String(decoding: bytes, as: UTF8.self)) } catch {
            throw ValidationError("The file \(file.path) of --expected-failures, line \(error.line): \(error.reason)")
        }
    }

    /// Completes a report by how the run went, tells it, and ends with the run's status.
    ///
    /// - Parameter stop: the signal that ended the run before its time.
    func conclude(_ report: Report, _ options: RunOptions, stop: Int32?) throws {
        var report = report
        report.seed = options.seed
        report.isWhole = options.isWhole
        report.isStopped = stop != nil
        report.unknownExpectations = unknown
        let isWritten = write(report)
        if let stop { throw ExitCode(128 + stop) }
        throw ExitCode(report.exitStatus == 0 && !isWritten ? 3 : report.exitStatus)
    }

    /// Ids that no case has; none where the file is rewritten without them.
    private var unknown: [Case.ID] { options.updateExpectedFailures ? [] : failures?.unknown() ?? [] }

    /// The results in the light of the expected failures, which are rewritten first where that is asked for.
    func expected(_ results: [CaseResult]) throws -> [CaseResult] {
        guard let failures else { return results }
        guard options.updateExpectedFailures, let path = options.expectedFailures else {
            return failures.applied(to: results)
        }
        let updated = failures.updated(by: results)
        do { if updated != failures { try WholeFile(path: path).write(updated.text) } } catch {
            Standard.error("pyrus-files: \(error)")
            throw ExitCode(3)
        }
        return updated.applied(to: results)
    }

    /// Writes every report, and tells the result; `false` where one could not be written.
    private func write(_ report: Report) -> Bool {
        let text = RunText(report).text
        if options.reports.contains(where: \.file.isStandardOutput) {
            Standard.error(String(text.dropLast()))
        } else {
            Standard.output(text)
        }
        var isWritten = true
        for request in options.reports {
            do { try request.write(report) } catch {
                Standard.error("pyrus-files: \(error)")
                isWritten = false
            }
        }
        return isWritten
    }
}
