/// What a client must do. A file a topic.
enum ClientCases {
    static let all: [Case] = [
        uploadToken, uploadContent, uploadNames, uploadForm, uploadErrors, uploadEarly, uploadLost, uploadAnswers,
        uploadConnections, downloadToken, downloadContent, downloadErrors, downloadLost, downloadNames,
        downloadHostileNames, roundtrip,
    ].flatMap { $0 }
}
