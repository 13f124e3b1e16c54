import PyrusFiles
import Testing

@testable import PyrusFilesConformance

@Suite("Requirements on servers")
struct UntestableTests {
    private let checked = Set(Catalogue.all.filter { $0.half == .server }.flatMap(\.requirements))

    @Test("each that must or should be met has a case, or a reason of its own why it can't have one")
    func complete() {
        let required = Requirement.all.filter { $0.group != "CLIENT" && $0.level != .may }.map(\.id)
        #expect(required.filter { !checked.contains($0) && Untestable.reasons[$0] == nil } == [])
        #expect(required.count == 65)
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
