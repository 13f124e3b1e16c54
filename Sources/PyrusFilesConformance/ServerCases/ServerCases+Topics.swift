extension ServerCases {
    /// All but what an upload's form may be.
    static let topics: [[Case]] = [
        tokens, organizations, download, downloadWays, downloadNames, attach, attachRefusals, versions, tasks, fields,
        articles, expiry, clock, errors, json, errorOrder, rateLimit, paths, connections, malformed,
    ]
}
