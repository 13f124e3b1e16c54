import PyrusFiles

@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadAnswers: [ClientDeviation] = [
        ClientDeviation("client/upload/answer/wrong-md5", "compares no MD5", names: "got success") {
            $0.isRight = { _, _ in true }
        },
        ClientDeviation("client/upload/answer/upper-case-md5", "takes MD5 in lower case alone", names: "MD5 is another")
        {
            $0.isRight = { $0 == $1?.hex(.documented) }
        },
        ClientDeviation("client/upload/answer/lower-case-md5", "drops the MD5 of the plain file", names: "md5_hash") {
            $0.says = { operation, outcome in
                guard case .done(let json) = outcome, operation == "upload",
                    json["md5_hash"]?.stringValue == "d10b4c3ff123b26dc068d43a8bef2d23"
                else { return outcome }
                return .done(["guid": json["guid"] ?? .null])
            }
        },
        ClientDeviation("client/upload/answer/unknown-fields", "takes no fields that it does not know", names: "error")
        {
            let right = $0.receipt
            $0.receipt = { $0.json?.objectValue?.count == 2 ? right($0) : nil }
        },
        impatient("client/upload/answer/delayed"),
        ClientDeviation("client/upload/answer/in-chunks", "reads no chunks", names: "the client's error") {
            $0.takes = { $1.status == 200 && $1.isWhole && $1["Transfer-Encoding"] == nil }
        },
        ClientDeviation("client/upload/answer/byte-by-byte", "reads an answer in 2 pieces at most", names: "pieces") {
            $0.mostReads = 2
        },
        impatient("client/upload/answer/slowly-written"),
        impatient("client/upload/answer/slowly-read"),
        ClientDeviation("client/upload/answer/doubled-header", "takes no header twice", names: "the client's error") {
            $0.takes = { $1.status == 200 && $1.isWhole && $1.values("X-Kit").count < 2 }
        },
        ClientDeviation("client/upload/connection/twice", "uploads once", names: "used up") {
            let isUsed = Memory()
            $0.says = { isUsed.set() ? .failed(error: "\($0) is used up", code: nil) : $1 }
        },
        ClientDeviation(
            "client/upload/connection/close", "goes on with a connection that ends", names: "on the same one"
        ) {
            $0.obeysClose = false
            $0.looksAtConnection = false
        },
        ClientDeviation(
            "client/upload/connection/closed-meanwhile", "goes on with a connection that has ended",
            names: "the client's error"
        ) { $0.looksAtConnection = false },
        ClientDeviation("client/upload/connection/after-error", "is of no use after an error", names: "broken for good")
        {
            let isBroken = Memory()
            $0.says = { _, outcome in
                if isBroken.isSet { return .failed(error: "broken for good", code: nil) }
                if case .failed = outcome { _ = isBroken.set() }
                return outcome
            }
        },
    ]

    static func impatient(_ id: String) -> ClientDeviation {
        ClientDeviation(id, "waits for a second at most", names: "no answer in time") { $0.patience = .seconds(1) }
    }
}
