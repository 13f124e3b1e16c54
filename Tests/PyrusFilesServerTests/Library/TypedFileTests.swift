import PyrusFiles
import PyrusFilesServer
import Testing

extension ServerTests {
    /// What is stored, as a test sees it without HTTP.
    @Suite("Files in Swift")
    struct TypedFileTests {
        @Test("uploads are listed, found, read and removed, unless something refers to them")
        func uploads() async throws {
            try await withServer { server in
                let files = server.running.files
                let guid = try #require(GUID(try await server.uploaded(Form.of(telling, name: "b.bin"))))
                let upload = try #require(try await files.upload(guid))
                #expect(upload.upload.name == "b.bin" && upload.upload.size == 1_000)
                #expect(upload.organization == "pyrus.test" && upload.references.isEmpty)
                #expect(try await files.bytes(ofUpload: guid) == telling)
                #expect(try await files.of("other.test").upload(guid) == nil)
                #expect(try await files.of("other.test").uploads().isEmpty)

                let file = try await server.attached()
                let used = try #require(try await files.uploads().last?.upload.guid)
                #expect(try await files.attached().map { Int64($0.file.id) } == [file["id"]?.int64Value])
                await #expect {
                    try await files.remove(used)
                } throws: {
                    "\($0)".hasPrefix("The upload is referred to")
                }
                try await files.remove(guid)
                #expect(try await files.uploads().map(\.upload.guid) == [used])
                await #expect { try await files.remove(guid) } throws: { "\($0)" == "There is no such upload." }
                #expect(try await files.bytes(ofUpload: guid) == nil)
            }
        }

        @Test("more uploads than a page has are listed whole")
        func pages() async throws {
            try await withServer { server in
                for id in 1...201 { try await server.running.files.add([1], name: "a", id: Int32(id)) }
                #expect(try await server.running.files.attached().map { Int($0.file.id) } == Array(1...201))
                #expect(try await server.running.files.uploads().count == 201)
            }
        }

        @Test("a file is added from bytes, and downloaded by its id")
        func added() async throws {
            try await withServer { server in
                let content = [UInt8](repeating: 7, count: 3 << 20) + telling
                let file = try await server.running.files.add(content, name: "c.bin", id: 77)
                #expect(file.file.id == 77 && file.file.size == Int64(content.count))
                let reply = try await server.reply(to: WireRequest("GET /v4/files/download/77"))
                #expect(reply.body == content)
                #expect(try await server.running.files.bytes(of: 77) == content)
                #expect(try await server.running.files.file(77) == file)
                #expect(try await server.running.files.file(78) == nil)
                #expect(try await server.running.files.bytes(of: 78) == nil)
                let other = try await server.running.files.of("a.test").add([1], name: "d", id: 77)
                #expect(other.organization == "a.test")
                #expect(try await server.running.files.of("a.test").bytes(of: 77) == [1])
                await #expect(throws: ControlError.self) { try await server.running.files.add([1], name: "d", id: 77) }
                await #expect(throws: ControlError.self) { try await server.running.files.add([1], name: "d", id: 0) }
                await #expect(throws: ControlError.self) { try await server.running.files.add([1], name: "") }
                await #expect(throws: ControlError.self) { try await server.running.files.add([], name: "d") }
            }
        }
    }
}
