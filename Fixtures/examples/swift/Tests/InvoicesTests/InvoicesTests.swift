import Foundation
import Invoices
import PyrusFilesServer
import PyrusFilesTesting
import Testing

/// Each test has a Pyrus of its own: one that works, one that does not, one on which a day has passed.
@Suite("Invoices in the tasks of Pyrus")
struct InvoicesTests {
    private let invoice = Data("an invoice".utf8)
    private let md5 = "e41a793727e2325f33c7778395f3cebb"

    private func invoices(in server: PyrusFilesServer.Running) throws -> Invoices {
        Invoices(apiURL: try #require(URL(string: server.addresses.api)), accessToken: server.accessToken)
    }

    @Test("an invoice is attached and comes back", .pyrusFiles)
    func journey() async throws {
        let server = try PyrusFilesServer.current
        let invoices = try invoices(in: server)
        let guid = try await invoices.upload(invoice, name: "Invoice 17.pdf", md5: md5)
        let id = try await invoices.attach(guid, to: server.taskID)
        #expect(try await invoices.download(id) == invoice)
    }

    @Test("half a download is none", .pyrusFiles)
    func half() async throws {
        let server = try PyrusFilesServer.current
        let invoices = try invoices(in: server)
        let guid = try await invoices.upload(invoice, name: "a.pdf", md5: md5)
        let id = try await invoices.attach(guid, to: server.taskID)
        try server.faults.set(.truncate(after: 3).when(.download))
        await #expect(throws: URLError.self) { try await invoices.download(id) }
    }

    @Test("an upload with another MD5 is an error", .pyrusFiles)
    func damage() async throws {
        let server = try PyrusFilesServer.current
        try server.faults.set(.wrongMD5)
        await #expect(throws: Invoices.Failure.damaged) {
            try await invoices(in: server).upload(invoice, name: "a.pdf", md5: md5)
        }
    }

    @Test("an upload that nothing refers to is gone after a day", .pyrusFiles)
    func forgotten() async throws {
        let server = try PyrusFilesServer.current
        let invoices = try invoices(in: server)
        let guid = try await invoices.upload(invoice, name: "a.pdf", md5: md5)
        #expect(try await server.clock.advance(by: .seconds(86_400)).map(\.description) == [guid])
        await #expect(throws: Invoices.Failure.refused(code: "unrecognized_attachment_id")) {
            try await invoices.attach(guid, to: server.taskID)
        }
    }

    @Test("what it sends is what a careful client sends", .pyrusFiles)
    func care() async throws {
        let server = try PyrusFilesServer.current
        _ = try await invoices(in: server).upload(invoice, name: "Invoice 17.pdf", md5: md5)
        let upload = try #require(server.requests.all(path: "*/files/upload").first)
        #expect(upload.parts.map(\.fileName) == ["Invoice 17.pdf"])
        #expect(upload.notes.isEmpty, "\(upload.notes)")
    }
}
