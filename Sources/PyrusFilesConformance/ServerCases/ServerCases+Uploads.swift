extension ServerCases {
    /// Uploads, a file a topic.
    static let uploads: [Case] = [
        uploadSuccess, uploadParts, uploadContentType, uploadBoundary, uploadFraming, uploadMalformed,
        uploadPartHeaders, uploadOddHeaders, fileNames, fileNamesEncoded, uploadLimits, uploadSizes, oneFile,
        uploadOrder,
        uploadTransfer, uploadRefusals,
    ].flatMap { $0 }
}
