import MultipartForm
import PyrusFiles
import PyrusFilesStore

/// Judges a form as it comes: exactly one file, with a name that fits and at least one byte (UPLOAD-07 to UPLOAD-13).
///
/// The first fault in the order of the body's bytes is the one that is thrown (ERROR-05).
struct UploadForm: ~Copyable {
    private var parser: MultipartParser
    private let limits: Limits
    private var name: String?
    private var isInFile = false
    /// What was seen of it, for the journal.
    private(set) var sighting = FormSighting()

    init(boundary: MultipartBoundary, limits: Limits) {
        self.limits = limits
        parser = MultipartParser(
            boundary: boundary,
            limits: MultipartLimits(overhead: limits.multipartOverhead, partHeaderBytes: limits.partHeaderBytes))
    }

    /// Takes a piece of the body; the file's bytes go on to `reception`.
    mutating func take(_ piece: RawSpan, into reception: Reception) throws(APIError) {
        defer { sighting.oddities = parser.oddities }
        var position = 0
        while let event = try next(in: piece, at: &position) {
            switch event {
            case .partBegan(let head):
                sighting.partBegan(head)
                if head.isFile { try beginFile(head.fileName ?? "") }
            case .data(let range):
                sighting.dataArrived(range.count)
                if isInFile { try reception.append(piece.extracting(range)) }
            case .heldData(let bytes):
                sighting.dataArrived(bytes.count)
                if isInFile { try reception.append(bytes.span.bytes) }
            case .partEnded:
                if isInFile, reception.size == 0 { throw APIError(.emptyFile) }
                isInFile = false
            }
        }
    }

    /// Nothing more comes.
    mutating func bodyEnded() { sighting.isWhole = true }

    /// The body is whole: the name of its file.
    consuming func finish() throws(APIError) -> String {
        do {
            try parser.finish()
        } catch {
            throw .badMultipartContent(error.code.sentence)
        }
        guard let name else { throw APIError(.noFileInRequest) }
        return name
    }

    private mutating func beginFile(_ fileName: String) throws(APIError) {
        guard name == nil else { throw APIError(limits.secondFileError, "There is more than one file in the request.") }
        guard fileName.unicodeScalars.count <= limits.maxFileNameLength else {
            throw .maxFileNameLengthExceeded(limit: limits.maxFileNameLength)
        }
        name = fileName
        isInFile = true
    }

    private mutating func next(in piece: RawSpan, at position: inout Int) throws(APIError) -> MultipartEvent? {
        do {
            return try parser.next(in: piece, at: &position)
        } catch {
            sighting.fault = error.code
            throw .badMultipartContent(error.code.sentence)
        }
    }
}
