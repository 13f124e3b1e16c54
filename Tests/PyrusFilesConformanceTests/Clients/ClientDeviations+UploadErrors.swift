@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadErrors: [ClientDeviation] = [
        .praising("client/upload/error/400-json", "a 400") {
            $0.status == 400 && $0.errorCode == "attachment_too_big"
        },
        .praising("client/upload/error/403-json", "a 403") { $0.status == 403 },
        .praising("client/upload/error/429-json", "a 429") { $0.status == 429 },
        .praising("client/upload/error/500-json", "a 500 with JSON") { $0.status == 500 && $0.json != nil },
        .praising("client/upload/error/500-html", "a 500 with HTML") { $0.status == 500 && $0.json == nil },
        .praising("client/upload/error/502-html", "a 502") { $0.status == 502 },
        .praising("client/upload/error/413-html", "a 413") { $0.status == 413 },
        .praising("client/upload/error/503-empty", "a 503") { $0.status == 503 },
        .praising("client/upload/error/400-empty", "a 400 without a body") { $0.status == 400 && $0.body.isEmpty },
        .praising("client/upload/error/200-html", "HTML") { $0.status == 200 && $0.json == nil },
        .praising("client/upload/error/200-without-guid", "a receipt without guid") {
            $0.status == 200 && $0.json?["guid"] == nil
        },
        .silent("client/upload/error/code-and-text", "loses what an error says", names: "error_code") { answer, _ in
            answer.errorCode == "max_file_name_length_exceeded"
        },
        ClientDeviation(
            "client/upload/error/retry-after", "does not wait as Retry-After says", names: "two seconds of waiting"
        ) { $0.pause = { header, seconds in header == "Retry-After" ? .zero : .seconds(seconds) } },
        ClientDeviation(
            "client/upload/error/rate-limit-reset", "does not wait as X-RateLimit-Reset says",
            names: "two seconds of waiting"
        ) { $0.pause = { header, seconds in header == "Retry-After" ? .seconds(seconds) : .zero } },
        .silent("client/upload/early/before-body", "does not read an answer that comes early", names: "error_code") {
            $1
        },
        .silent("client/upload/early/in-body", "does not read an answer that comes early", names: "error_code") { $1 },
        .silent("client/upload/early/near-the-end", "reads no answer that comes before its end", names: "error_code") {
            answer, _ in answer.errorCode == "max_file_name_length_exceeded"
        },
        .silent(
            "client/upload/early/over-limit", "does not read why a file is too large", names: "too_large_request_length"
        ) { answer, _ in answer.errorCode == "too_large_request_length" },
    ]
}
