extension Deviations {
    /// Of cases on uploads, a file a topic.
    static let uploads: [Deviation] = [
        uploadSuccess, uploadParts, uploadContentType, uploadBoundary, uploadFraming, uploadMalformed,
        uploadPartHeaders, uploadOddHeaders, fileNames, fileNamesEncoded, uploadLimits, uploadSizes, oneFile,
        uploadOrder,
        uploadTransfer, uploadRefusals,
    ].flatMap { $0 }
}
