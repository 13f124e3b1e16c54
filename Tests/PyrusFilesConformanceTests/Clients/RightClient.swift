import PyrusFiles
import Synchronization

@testable import PyrusFilesConformance

/// A client that does everything right. Each property is one thing that it does, so that a client that does just this thing
/// wrong is made by another value.
struct RightClient: Sendable {
    // MARK: What it sends

    /// The file's bytes, as they go out.
    var content: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// What stands behind `form-data; name="file"; `.
    var fileName: @Sendable (String) -> String = { "filename=\"\(RightClient.escaped($0))\"" }
    var boundary: @Sendable ([UInt8]) -> String = { _ in
        (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined()
    }
    /// Changes an upload's form, once it is put together.
    var form: @Sendable (inout FormBody) -> Void = { _ in }
    /// Adds the token to a request.
    var authorized: @Sendable (WireRequest, String) -> WireRequest = { $0.adding("Authorization: Bearer \($1)") }

    // MARK: What it does about answers

    /// Whether it gets a new token on a 401 of this code, and sends the request again.
    var renewsToken: @Sendable (_ operation: String, _ code: String?) -> Bool = { _, _ in true }
    /// How often it sends a request at most, whatever comes.
    var attempts = 2
    /// What it sends the second time, in the place of the body.
    var bodyAgain: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// Whether it sends with the new token that it got.
    var usesNewToken = true
    /// Whether it sends a request again whose connection was lost, and whether it then reports the loss all the same.
    var resends = false
    var reportsLossAnyway = false
    /// How long it waits on a 429 with a header of this name before it sends the request again.
    var pause: @Sendable (_ header: String, _ seconds: Int) -> Duration = { .seconds($1) }
    /// Whether a redirect gets the token along.
    var tokenFollows = false
    /// Whether an answer is what was asked for.
    var takes: @Sendable (_ operation: String, WireAnswer) -> Bool = { $1.status == 200 && $1.isWhole }
    /// What it takes for a receipt where there is no answer.
    var receiptOfNothing: @Sendable (WireFailure) -> JSON? = { _ in nil }
    /// What it takes for the file where there is no answer.
    var fileOfNothing: @Sendable (WireFailure) -> [UInt8]? = { _ in nil }
    /// The receipt in an answer that it takes for one.
    var receipt: @Sendable (WireAnswer) -> JSON? = { answer in
        guard let guid = answer.json?["guid"]?.stringValue, let md5 = answer.json?["md5_hash"]?.stringValue else {
            return nil
        }
        return ["guid": .string(guid), "md5_hash": .string(md5)]
    }
    /// Whether a receipt's MD5 is the file's.
    var isRight: @Sendable (_ md5: String, MD5Digest?) -> Bool = { MD5Digest(hex: $0) == $1 }
    /// What it says of an error, and whether the answer came early.
    var complaint: @Sendable (WireAnswer, _ isEarly: Bool) -> ClientReport.Outcome = { answer, _ in
        .failed(
            error: answer.json?["error"]?.stringValue ?? "status \(answer.status)",
            code: answer.json?["error_code"]?.stringValue)
    }
    /// What it says instead of what came of it.
    var says: @Sendable (_ operation: String, ClientReport.Outcome) -> ClientReport.Outcome = { $1 }

    // MARK: What it does with a download

    /// The answer's body, as it goes into the file.
    var received: @Sendable (WireAnswer) -> [UInt8] = { $0.body }
    /// What is left in the folder of one that broke.
    var leftOver: @Sendable (WireAnswer) -> [UInt8]? = { _ in nil }
    /// The name in a `Content-Disposition`.
    var name: @Sendable (String) -> String? = { Disposition($0).name }
    /// What is made of a name before it becomes a path's last segment.
    var segment: @Sendable (String) -> String = { RightClient.segment($0) }

    // MARK: What else there is

    /// Whether it looks, before it sends on a connection that it kept, whether that is still good.
    var looksAtConnection = true
    /// Whether it obeys `Connection: close`.
    var obeysClose = true
    /// How long it waits for an answer.
    var patience = Duration.seconds(20)
    /// In how many pieces an answer may come.
    var mostReads = Int.max
    /// In bytes, for a file of a size.
    var memory: @Sendable (_ size: Int) -> Int64 = { _ in 40 << 20 }
    var connections = Connections()
}

extension RightClient {
    /// As browsers do it.
    static func escaped(_ name: String) -> String {
        // Scalar by scalar: CR and LF together are one character.
        name.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "%22"
            case "\r": "%0D"
            case "\n": "%0A"
            default: String(scalar)
            }
        }.joined()
    }

    /// The last segment of what may be a path, or a word where that is none.
    static func segment(_ name: String) -> String {
        let last = name.unicodeScalars.split { $0 == "/" || $0 == "\\" || $0 == ":" }.last.map { String($0) } ?? ""
        let plain = String(String.UnicodeScalarView(last.unicodeScalars.filter { $0.value >= 0x20 }))
        return ["", ".", ".."].contains(plain) ? "download" : plain
    }

    /// Connections that are kept from one request to the next, one a host.
    final class Connections: Sendable {
        private let kept = Mutex<[Int: WireConnection]>([:])

        func take(_ port: Int) -> WireConnection? { kept.withLock { $0.removeValue(forKey: port) } }
        func keep(_ connection: WireConnection, _ port: Int) { kept.withLock { $0[port] = connection } }
    }
}
