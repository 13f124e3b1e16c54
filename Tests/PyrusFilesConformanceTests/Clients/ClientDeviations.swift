/// A client for each case that a client can fail. A file a topic.
enum ClientDeviations {
    static let all: [ClientDeviation] = [
        uploadToken, uploadContent, uploadNames, uploadForm, uploadErrors, uploadLost, uploadAnswers, downloadToken,
        downloadContent, downloadErrors, downloadLost, downloadNames, downloadHostileNames, roundtrip,
    ].flatMap { $0 }

    /// What no test runs.
    static let untested: [String: String] = [
        "client/upload/content/limit": "it takes 2 GB", "client/download/content/limit": "it takes 2 GB",
    ]
}
