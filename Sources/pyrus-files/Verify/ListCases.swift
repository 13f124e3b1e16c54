import ArgumentParser
import PyrusFilesConformance

/// `pyrus-files cases`: what there is to be judged by.
struct ListCases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "List the cases of the conformance kit.")

    @Flag(help: "As JSON, with the requirements that no case checks.")
    var json = false

    func run() throws {
        Standard.output(json ? CatalogueText.json().compact + "\n" : CatalogueText.lines(Catalogue.all))
    }
}
