import Foundation
import Testing

@testable import PyrusFilesStore

@Suite("Entries of folders")
struct DirectoryEntryTests {
    @Test("an entry is read no further than its name, behind which there may be no memory")
    func noFurther() async {
        await #expect(processExitsWith: .success) {
            let page = Int(getpagesize())
            let memory = try #require(mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
            try #require(mprotect(memory + page, page, PROT_NONE) == 0)
            let offset = try #require(MemoryLayout<dirent>.offset(of: \.d_name))
            let start = (page - offset - 4) & ~7
            for (index, byte) in "abc".utf8.enumerated() {
                memory.storeBytes(of: byte, toByteOffset: start + offset + index, as: UInt8.self)
            }
            let entry = (memory + start).assumingMemoryBound(to: dirent.self)
            try #require(entry.name == "abc" && entry.nameLength == 3)
        }
    }
}
