import PyrusFiles
import Testing

@testable import PyrusFilesConformance

@Suite("Requirements on servers and clients")
struct UntestableTests {
    /// By the half that they belong to.
    private let checked = Set(
        Catalogue.all.flatMap { examined in
            examined.requirements.filter { $0.hasPrefix("CLIENT-") == (examined.half == .client) }
        })

    @Test("each that must or should be met has a case, or a reason of its own why it can't have one")
    func complete() {
        let required = Requirement.all.filter { $0.level != .may }.map(\.id)
        #expect(required.filter { !checked.contains($0) && Untestable.reasons[$0] == nil } == [])
        #expect(required.count == 87)
    }

    @Test("no reason stands for one that has a case, or that there is not; each is in what `cases --json` prints")
    func reasons() {
        let printed = CatalogueText.json()["untestable"]?.arrayValue ?? []
        for (id, reason) in Untestable.reasons {
            #expect(!checked.contains(id) && Requirement[id] != nil, "\(id)")
            #expect(printed.contains(["requirement": .string(id), "reason": .string(reason)]), "\(id)")
        }
    }
}
