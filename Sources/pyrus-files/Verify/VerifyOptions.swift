import ArgumentParser
import PyrusFilesConformance

/// The options of a run, whatever is judged.
struct VerifyOptions: ParsableArguments {
    @Flag(help: "Also the cases that send files of 2 GB.")
    var large = false

    @Option(name: .customLong("run"), help: "Run only the cases whose id this glob matches (repeatable).")
    var only: [String] = []

    @Option(name: .customLong("skip"), help: "Leave out the cases whose id this glob matches (repeatable).")
    var skipped: [String] = []

    @Option(help: "Seconds that each answer may take. (default: 30)", transform: Bounded.parse(1...86_400))
    var timeout: Int64 = 30

    @Option(help: "Run in a random order, which a seed gives again; 0 picks a seed.", transform: Seed.parse)
    var shuffle: UInt64?

    @Option(
        name: .customLong("repeat"), help: "Run each case so often; the worst counts. (default: 1)",
        transform: Bounded.parse(1...10_000))
    var repetitions: Int64 = 1

    @Flag(help: "Count what is only a warning as failed.")
    var strict = false

    @Flag(help: "List the cases that would run, and run none.")
    var list = false

    @Option(help: "File of the cases that are known to fail, one a line: id: reason.")
    var expectedFailures: String?

    @Flag(help: "Rewrite that file by what comes of this run.")
    var updateExpectedFailures = false

    @Option(
        name: .customLong("report"),
        help: "Write a report: json, junit, tap, markdown, html or badge, = and a path (repeatable).",
        transform: ReportRequest.init)
    var reports: [ReportRequest] = []

    /// How the run goes, as far as it is told here.
    ///
    /// - Throws: for globs that no case of the half matches.
    func runOptions(of half: Case.Half) throws -> RunOptions {
        guard expectedFailures != nil || !updateExpectedFailures else {
            throw ValidationError(
                "The file to rewrite is missing: --update-expected-failures needs --expected-failures.")
        }
        var options = RunOptions()
        options.only = only
        options.skipped = skipped
        options.includesLarge = large
        options.timeout = .seconds(timeout)
        options.isStrict = strict
        options.seed = shuffle == 0 ? UInt64.random(in: 1...UInt64(UInt32.max)) : shuffle
        if let pattern = options.unmatched(of: half).first {
            throw ValidationError("No case of the \(half.rawValue)s' has an id that '\(pattern)' matches.")
        }
        guard !options.chosen(of: half).isEmpty else { throw ValidationError("No case is left by --run and --skip.") }
        return options
    }
}

/// What an order is made of.
private enum Seed {
    @Sendable static func parse(_ text: String) throws -> UInt64 {
        guard let seed = UInt64(text) else { throw ValidationError("it has to be a number from 0 on.") }
        return seed
    }
}
