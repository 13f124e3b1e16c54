import PyrusFiles
import Testing

@Suite("File objects and receipts")
struct FileObjectTests {
    private let md5: MD5Digest

    init() throws {
        md5 = try #require(MD5Digest(hex: "9f07afea091c553b1cd092fbd34f86f7"))
    }

    @Test("shows a file as it was recorded, a first version without root_id")
    func firstVersion() {
        let file = FileObject(id: 123_456, name: "uploaded_file.json", size: 93, md5: md5)
        #expect(
            file.json(filesURL: "https://pyrus.com/", profile: .observed).compact
                == #"{"id":123456,"name":"uploaded_file.json","size":93,"version":1,"#
                + #""md5":"9F07AFEA091C553B1CD092FBD34F86F7","url":"https://pyrus.com/services/attachment?Id=123456"}"#)
    }

    @Test("shows root_id last on a later version")
    func laterVersion() {
        let file = FileObject(id: .max, name: "Ж\".txt", size: .max, version: 2, md5: md5, rootID: 7)
        #expect(
            file.json(filesURL: "http://127.0.0.1:8080/", profile: .documented).compact
                == #"{"id":2147483647,"name":"Ж\".txt","size":9223372036854775807,"version":2,"#
                + #""md5":"9f07afea091c553b1cd092fbd34f86f7","#
                + #""url":"http://127.0.0.1:8080/services/attachment?Id=2147483647","root_id":7}"#)
    }

    @Test("answers an upload in the form that was recorded")
    func receipt() throws {
        let receipt = UploadReceipt(
            guid: try #require(GUID("8F803EE4-274b-4373-a2cd-d77aed9250cc")),
            md5: try #require(MD5Digest(hex: "bb36f9054fe89fffca3d71eafed17faf")))
        #expect(
            receipt.json(.observed).compact
                == #"{"guid":"8f803ee4-274b-4373-a2cd-d77aed9250cc","md5_hash":"BB36F9054FE89FFFCA3D71EAFED17FAF"}"#)
        #expect(receipt.json(.documented)["md5_hash"] == "bb36f9054fe89fffca3d71eafed17faf")
    }
}
