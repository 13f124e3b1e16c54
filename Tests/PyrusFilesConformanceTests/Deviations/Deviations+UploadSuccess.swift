import HTTPTypes
import Hummingbird
import PyrusFiles
import Synchronization

@testable import PyrusFilesServer

extension Deviations {
    static let uploadSuccess: [Deviation] = [
        receipt("receipt", "puts md5_hash before guid") { #"{"md5_hash":"\#($0.md5)","guid":"\#($0.guid)"}"# },
        Deviation("server/upload/success/receipt-is-json", "calls its receipt text/html") {
            request, context, respond in
            var response = await respond(request, context)
            if request.isUpload { response.headers[.contentType] = "text/html" }
            return response
        },
        receipt("guid-form", "writes the guid in upper case") {
            #"{"guid":"\#($0.guid.uppercased())","md5_hash":"\#($0.md5)"}"#
        },
        sameGuid,
        Deviation("server/upload/success/md5", "returns another MD5 than the file's", fault: .wrongMD5),
        receipt("md5-case", "writes the MD5 in upper case where that is not the profile's") {
            #"{"guid":"\#($0.guid)","md5_hash":"\#($0.md5.uppercased())"}"#
        },
        receipt("md5-of-file-object", "writes the MD5 of a receipt and of a file object in different cases") {
            #"{"guid":"\#($0.guid)","md5_hash":"\#($0.md5.uppercased())"}"#
        },
        .reading("server/upload/success/all-byte-values", "drops zero bytes") {
            let isOfAll = $0.body.count > 100_000
            if isOfAll { $0.body.removeAll { $0 == 0 } }
        },
        .refusing("server/upload/success/one-byte", "takes a zero byte for the end of an empty file", .emptyFile) {
            $0.body.contains(0)
        },
        Deviation("server/upload/success/no-file-id-yet", "downloads an upload by its guid at once") {
            request, context, respond in
            let response = await respond(request, context)
            guard context.exchange.errorCode == APIError.Code.unrecognizedAttachmentID.rawValue,
                request.uri.path.split(separator: "/").last?.utf8.count == 36
            else { return response }
            return .json("{}")
        },
    ]

    private static var sameGuid: Deviation {
        let given = Given()
        return Deviation("server/upload/success/guid-each-time", "gives the same bytes the same guid") {
            request, context, respond in
            let response = await respond(request, context)
            guard request.isUpload, response.status == .ok, let bytes = try? await response.jsonBytes(),
                let answer = try? JSON(parsing: bytes), let guid = answer["guid"]?.stringValue,
                let md5 = answer["md5_hash"]?.stringValue
            else { return response }
            let first = given.first(guid, of: md5 + (request.headers[.authorization] ?? ""))
            return .json(#"{"guid":"\#(first)","md5_hash":"\#(md5)"}"#)
        }
    }

    /// The guids that were given out, by the user and the bytes.
    private final class Given: Sendable {
        private let guids = Mutex([String: String]())

        func first(_ guid: String, of upload: String) -> String {
            guids.withLock { guids in
                guids[upload] = guids[upload] ?? guid
                return guids[upload] ?? guid
            }
        }
    }

    private static func receipt(
        _ what: String, _ text: String, _ json: @escaping @Sendable ((guid: String, md5: String)) -> String
    ) -> Deviation {
        Deviation("server/upload/success/\(what)", text) { request, context, respond in
            let response = await respond(request, context)
            guard request.isUpload, response.status == .ok, let bytes = try? await response.jsonBytes(),
                let answer = try? JSON(parsing: bytes), let guid = answer["guid"]?.stringValue,
                let md5 = answer["md5_hash"]?.stringValue
            else { return response }
            return .json(json((guid, md5)))
        }
    }
}
