import ArgumentParser

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Every option's twin in the environment: `--max-file-size` is `PYRUS_FILES_MAX_FILE_SIZE`, and the option wins.
///
/// A twin that is set is written out as the option it stands for, so that there is one place that reads values.
enum EnvironmentTwins {
    private struct Twin {
        let option: String
        let variable: String
        let kind: Kind

        enum Kind { case value, list, flag }

        init(_ option: String, _ kind: Kind = .value) {
            self.option = option
            self.kind = kind
            variable = "PYRUS_FILES_" + option.drop { $0 == "-" }.uppercased().replacing("-", with: "_")
        }

        /// The arguments that the variable stands for.
        func arguments(_ value: String) throws -> [String] {
            switch (kind, value) {
            case (.value, _): return ["\(option)=\(value)"]
            case (.list, _): return value.split(separator: ",").map { "\(option)=\($0)" }
            case (.flag, "1"): return [option]
            case (.flag, "0"): return []
            case (.flag, _): throw ValidationError("\(variable) has to be 1 or 0, not '\(value)'.")
            }
        }
    }

    private static let twins = [
        Twin("--host"), Twin("--port"), Twin("--data"), Twin("--profile"), Twin("--edition"), Twin("--login", .list),
        Twin("--security-key", .list), Twin("--access-token"), Twin("--max-file-size"), Twin("--max-name-length"),
        Twin("--unreferenced-lifetime"), Twin("--token-lifetime"), Twin("--max-tokens"), Twin("--rate-limit"),
        Twin("--max-total-size"),
        Twin("--max-connections"), Twin("--task", .list), Twin("--seed"), Twin("--control-token"), Twin("--tls", .flag),
        Twin("--intercept", .flag), Twin("--allow-host", .list),
        Twin("--ready-file"),
        Twin("--log-level"), Twin("--log-format"), Twin("--log-file"),
    ]

    /// The arguments, with those of the environment that they do not name themselves.
    ///
    /// - Throws: for a variable with a value that its option would not take, naming the variable.
    static func complete(_ arguments: [String]) throws -> [String] {
        guard let command = arguments.first, ["serve", "exec"].contains(command) else { return arguments }
        // Behind the terminator stand the arguments of another program.
        let options = arguments.prefix { $0 != "--" }
        var completed = arguments
        for twin in twins where command == "serve" || !["--port", "--data"].contains(twin.option) {
            guard let value = getenv(twin.variable).map({ String(cString: $0) }), !value.isEmpty,
                !options.contains(where: { $0 == twin.option || $0.hasPrefix(twin.option + "=") })
            else { continue }
            let added = try twin.arguments(value)
            do {
                _ = try ServeOptions.parse(added)
            } catch {
                let reason = ServeOptions.message(for: error)
                throw ValidationError("\(twin.variable) can't be '\(value)': \(reason)")
            }
            completed.insert(contentsOf: added, at: 1)
        }
        return completed
    }
}
