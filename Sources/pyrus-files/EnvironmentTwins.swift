import ArgumentParser
import PyrusFilesServer

/// Every option's twin in the environment: `--max-file-size` is `PYRUS_FILES_MAX_FILE_SIZE`, and the option wins.
///
/// A twin that is set is written out as the option it stands for, so that there is one place that reads values.
struct EnvironmentTwins {
    /// The words that the options follow.
    let command: [String]
    /// What reads them.
    let options: any ParsableArguments.Type
    let twins: [EnvironmentTwin]

    /// The arguments, with those of the environment that they do not name themselves.
    ///
    /// - Throws: for a variable with a value that its option would not take, naming the variable.
    static func complete(_ arguments: [String]) throws -> [String] {
        guard let table = all.first(where: { arguments.starts(with: $0.command) }) else { return arguments }
        return try table.completed(arguments)
    }

    private func completed(_ arguments: [String]) throws -> [String] {
        // Behind the terminator stand the arguments of another program.
        let given = arguments.prefix { $0 != "--" }
        var completed = arguments
        for twin in twins where !given.contains(where: { $0 == twin.option || $0.hasPrefix(twin.option + "=") }) {
            guard let (variable, value) = twin.value else { continue }
            let added = try twin.arguments(value, of: variable)
            do {
                _ = try options.parse(added)
            } catch {
                let reason = options.message(for: error)
                throw ValidationError("\(variable) can't be '\(value)': \(reason)")
            }
            completed.insert(contentsOf: added, at: command.count)
        }
        return completed
    }
}

/// One option, and the variables that stand for it.
struct EnvironmentTwin {
    enum Kind { case value, list, flag }

    let option: String
    let kind: Kind
    /// What `exec` calls it, which is nearer to the command than what is set for every server.
    private let execName: String?

    init(_ option: String, _ kind: Kind = .value, exec name: String? = nil) {
        self.option = option
        self.kind = kind
        execName = name
    }

    /// The first that is set counts.
    var variables: [String] {
        let name = option.drop { $0 == "-" }.uppercased().map { $0 == "-" ? "_" : $0 }
        return [execName, "PYRUS_FILES_" + String(name)].compactMap { $0 }
    }

    /// An empty one counts as one that is not set.
    fileprivate var value: (variable: String, value: String)? {
        for variable in variables {
            if let value = ProcessEnvironment.value(of: variable) { return (variable, value) }
        }
        return nil
    }

    /// The arguments that a variable stands for.
    fileprivate func arguments(_ value: String, of variable: String) throws -> [String] {
        switch (kind, value) {
        case (.value, _): return ["\(option)=\(value)"]
        case (.list, _): return value.split(separator: ",").map { "\(option)=\($0)" }
        case (.flag, "1"): return [option]
        case (.flag, "0"): return []
        case (.flag, _): throw ValidationError("\(variable) has to be 1 or 0, not '\(value)'.")
        }
    }
}
