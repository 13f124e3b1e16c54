import PyrusFiles

@testable import PyrusFilesConformance

extension ClientDeviations {
    static let roundtrip: [ClientDeviation] = [
        ClientDeviation("client/roundtrip/whole", "calls a file as it likes", names: "the name") {
            $0.form = { if isPlain($0) { $0.headers[0] = FormBody.disposition("filename=\"other.txt\"") } }
        },
        ClientDeviation("client/roundtrip/name", "writes names in Latin-1", names: "the name") {
            $0.fileName = { "filename=\"\($0.utf8.contains { $0 > 0x7F } ? "?????.txt" : $0)\"" }
        },
        ClientDeviation("client/roundtrip/10-mib", "sends 8 MiB at most", names: "bytes to arrive") {
            $0.content = { Array($0.prefix(8 << 20)) }
        },
        ClientDeviation("client/roundtrip/upper-case-md5", "takes MD5 in lower case alone", names: "MD5 is another") {
            $0.isRight = { $0 == $1?.hex(.documented) }
        },
        ClientDeviation(
            "client/roundtrip/connection-close", "goes on with a connection that ends", names: "on the same one"
        ) {
            $0.obeysClose = false
            $0.looksAtConnection = false
        },
        .praising("client/roundtrip/attach-refused", "a comment that is refused") { $0.status == 403 },
    ]
}
