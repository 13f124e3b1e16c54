extension EnvironmentTwins {
    /// A table a command.
    static let all = [
        EnvironmentTwins(command: ["serve"], options: ServeOptions.self, twins: ofEveryServer + ofServe),
        EnvironmentTwins(command: ["exec"], options: ServeOptions.self, twins: ofEveryServer),
        EnvironmentTwins(
            command: ["verify", "server"], options: VerifyServer.self, twins: ofServerVerified + ofVerify),
        EnvironmentTwins(
            command: ["verify", "client"], options: VerifyClient.self,
            twins: ofEveryServer + [EnvironmentTwin("--lines", .flag), EnvironmentTwin("--observe", .flag)]
                + [EnvironmentTwin("--client")] + ofVerify),
        EnvironmentTwins(command: ["cases"], options: ListCases.self, twins: [EnvironmentTwin("--json", .flag)]),
        EnvironmentTwins(command: ["report"], options: CompareReports.self, twins: [EnvironmentTwin("--html")]),
    ]

    /// Where a server of one's own is, and keeps its data.
    private static let ofServe = [EnvironmentTwin("--port"), EnvironmentTwin("--data")]

    private static let ofEveryServer = [
        EnvironmentTwin("--host"), EnvironmentTwin("--profile"), EnvironmentTwin("--edition"),
        EnvironmentTwin("--login", .list), EnvironmentTwin("--security-key", .list), EnvironmentTwin("--access-token"),
        EnvironmentTwin("--max-file-size"), EnvironmentTwin("--max-name-length"),
        EnvironmentTwin("--unreferenced-lifetime"), EnvironmentTwin("--token-lifetime"),
        EnvironmentTwin("--max-tokens"), EnvironmentTwin("--rate-limit"), EnvironmentTwin("--max-total-size"),
        EnvironmentTwin("--max-connections"), EnvironmentTwin("--task", .list), EnvironmentTwin("--seed"),
        EnvironmentTwin("--control-token"), EnvironmentTwin("--tls", .flag), EnvironmentTwin("--intercept", .flag),
        EnvironmentTwin("--allow-host", .list), EnvironmentTwin("--ready-file"), EnvironmentTwin("--log-level"),
        EnvironmentTwin("--log-format"), EnvironmentTwin("--log-file"),
    ]

    private static let ofServerVerified = [
        EnvironmentTwin("--api-url", exec: "PYRUS_API_URL"),
        EnvironmentTwin("--files-url", exec: "PYRUS_FILES_URL"),
        EnvironmentTwin("--auth-url", exec: "PYRUS_AUTH_URL"),
        EnvironmentTwin("--control-url", exec: "PYRUS_CONTROL_URL"),
        EnvironmentTwin("--access-token", exec: "PYRUS_ACCESS_TOKEN"),
        EnvironmentTwin("--login", exec: "PYRUS_LOGIN"),
        EnvironmentTwin("--security-key", exec: "PYRUS_SECURITY_KEY"),
        EnvironmentTwin("--task", exec: "PYRUS_TASK_ID"),
        EnvironmentTwin("--profile"), EnvironmentTwin("--edition"), EnvironmentTwin("--intrusive", .flag),
    ]

    private static let ofVerify = [
        EnvironmentTwin("--large", .flag), EnvironmentTwin("--run", .list), EnvironmentTwin("--skip", .list),
        EnvironmentTwin("--jobs"), EnvironmentTwin("--timeout"), EnvironmentTwin("--shuffle"),
        EnvironmentTwin("--repeat"), EnvironmentTwin("--strict", .flag), EnvironmentTwin("--list", .flag),
        EnvironmentTwin("--expected-failures"), EnvironmentTwin("--update-expected-failures", .flag),
        EnvironmentTwin("--report", .list),
    ]
}
