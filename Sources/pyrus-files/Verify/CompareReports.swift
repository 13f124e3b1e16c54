import ArgumentParser
import PyrusFiles
import PyrusFilesConformance

/// `pyrus-files report`: lays several runs side by side.
struct CompareReports: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Lay several JSON reports side by side.")

    @Argument(help: "JSON reports of verify.")
    var files: [String] = []

    @Option(help: "Page to write; without it, a Markdown table is printed.")
    var html: String?

    func run() throws {
        guard !files.isEmpty else {
            throw ValidationError("The reports are missing: pyrus-files report A.json B.json.")
        }
        let matrix = Matrix(try files.map(Self.column))
        guard let html else { return Standard.output(matrix.markdown) }
        try WholeFile(path: html).write(matrix.html)
    }

    private static func column(_ path: String) throws -> Matrix.Column {
        guard let bytes = try WholeFile(path: path).read() else { throw ValidationError("There is no file \(path).") }
        guard let json = try? JSON(parsing: bytes), let column = Matrix.Column(json) else {
            throw ValidationError("\(path) is no JSON report of verify.")
        }
        return column
    }
}
