import PyrusFiles
import TestSupport
import Testing

@Suite("GUIDs and digests")
struct GUIDTests {
    private static let recorded = "4c9b11b0-c181-4422-b9c5-4cb2716f10f2"

    @Test("reads the dashed form in any case, and writes it in lower case")
    func reading() throws {
        let guid = try #require(GUID(Self.recorded))
        #expect(guid.description == Self.recorded)
        #expect(GUID(Self.recorded.uppercased()) == guid)
        #expect(GUID("x\(Self.recorded)".dropFirst()) == guid)
        #expect(guid.bytes.first == 0x4C)
        #expect(guid.bytes.last == 0xF2)
        #expect(GUID(bytes: guid.bytes) == guid)
        #expect(GUID("00000000-0000-0000-0000-000000000000")?.bytes == Array(repeating: 0, count: 16))
    }

    @Test(
        "refuses every other form",
        arguments: [
            "", "4c9b11b0c1814422b9c54cb2716f10f2", "{4c9b11b0-c181-4422-b9c5-4cb2716f10f2}",
            "4c9b11b0-c181-4422-b9c5-4cb2716f10f", "4c9b11b0-c181-4422-b9c5-4cb2716f10f22",
            "4c9b11b-0c181-4422-b9c5-4cb2716f10f2", "4c9b11b0-c181-4422-b9c54-cb2716f10f2",
            "4c9b11b0-c181-4422-b9c5-4cb2716f10g2", "4c9b11b0-c181-4422-b9c5-4cb2716f10f2-",
            "-4c9b11b0-c181-4422-b9c5-4cb2716f10f2", "4c9b11b0_c181_4422_b9c5_4cb2716f10f2",
            " 4c9b11b0-c181-4422-b9c5-4cb2716f10f2", "4c9b11b0-c181-4422-b9c5-4cb2716f10f2\n",
            "4c9b11b0–c181–4422–b9c5–4cb2716f10f2", "４c9b11b0-c181-4422-b9c5-4cb2716f10f2", "----", "1000000",
        ])
    func refusing(text: String) {
        #expect(GUID(text) == nil)
    }

    @Test("makes new ones of version 4, each another and each readable")
    func random() {
        let guids = (0..<1_000).map { _ in GUID() }
        #expect(Set(guids).count == 1_000)
        for guid in guids {
            let text = Array(guid.description)
            #expect(text.count == 36)
            #expect(text[14] == "4")
            #expect("89ab".contains(text[19]))
            #expect(GUID(guid.description) == guid)
        }
    }

    @Test("makes the same ones from the same generator")
    func seeded() {
        var first = SeededGenerator(seed: 1)
        var second = SeededGenerator(seed: 1)
        let made = [GUID(using: &first), GUID(using: &first)]
        #expect(made == [GUID(using: &second), GUID(using: &second)])
        #expect(made[0] != made[1])
    }

    @Test("takes 16 bytes, no fewer and no more", arguments: [0, 15, 17])
    func wrongLength(count: Int) {
        #expect(GUID(bytes: Array(repeating: 1, count: count)) == nil)
        #expect(MD5Digest(bytes: Array(repeating: 1, count: count)) == nil)
    }

    @Test("writes a digest in lower case as documented, in upper case as observed")
    func digest() throws {
        let digest = try #require(MD5Digest(hex: "bb36f9054fe89FFFCA3D71EAFED17FAF"))
        #expect(digest.hex(.documented) == "bb36f9054fe89fffca3d71eafed17faf")
        #expect(digest.hex(.observed) == "BB36F9054FE89FFFCA3D71EAFED17FAF")
        #expect(MD5Digest(bytes: digest.bytes) == digest)
        #expect(MD5Digest(bytes: 0..<16)?.hex(.documented) == "000102030405060708090a0b0c0d0e0f")
    }

    @Test(
        "refuses a digest that is not 32 hex digits",
        arguments: [
            "", "bb36f9054fe89fffca3d71eafed17fa", "bb36f9054fe89fffca3d71eafed17fafa",
            "bb36f9054fe89fffca3d71eafed17fag",
        ])
    func badDigest(text: String) {
        #expect(MD5Digest(hex: text) == nil)
    }
}
