import PyrusFiles
import Testing

@Suite("Limits")
struct LimitsTests {
    @Test("has the contract's defaults")
    func defaults() {
        let limits = Limits()
        #expect(limits.maxFileSize == 2_147_483_647)
        #expect(limits.maxFileNameLength == 255)
        #expect(limits.multipartOverhead == 65_536)
        #expect(limits.partHeaderBytes == 16_384)
        #expect(limits.secondFileError == .badMultipartContent)
        #expect(limits.maxTotalSize == nil)
        #expect(limits.maxAttachmentsPerTask == 3_000)
        #expect(limits.maxTokensPerUser == 1_000)
        #expect(limits.tokenLifetime == .seconds(24 * 3_600))
        #expect(limits.unreferencedLifetime == .seconds(24 * 3_600))
        #expect(limits.rateLimit?.description == "5000/10m")
    }

    @Test("gives the body of an upload room for the file and what stands around it, without overflow")
    func uploadBody() {
        var limits = Limits()
        #expect(limits.maxUploadBody == 2_147_483_647 + 65_536)
        limits.maxFileSize = .max
        #expect(limits.maxUploadBody == .max)
    }
}
