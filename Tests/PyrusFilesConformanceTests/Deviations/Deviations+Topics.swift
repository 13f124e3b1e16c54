extension Deviations {
    /// Of all but what an upload's form may be.
    static let topics: [[Deviation]] = [
        tokens, organizations, download, downloadWays, downloadNames, attach, attachRefusals, versions, tasks, fields,
        articles, expiry, clock, errors, json, errorOrder, rateLimit, paths, connections, malformed,
        malformedFirst,
    ]
}
