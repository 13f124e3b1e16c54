import PyrusFiles

extension ExchangeComparison {
    /// Requests of every kind, good and bad.
    static let requests: [WireRequest] = [
        .upload(Form.hello), .upload(Form.of(telling, name: "b.bin"), path: "/api/v4/files/upload"),
        .upload(Form.head()), .upload(Array(Form.hello.dropLast(4))), .upload(Form.hello + Form.hello),
        .upload(Form.hello).authorized(by: "wrong"), .upload(Form.hello).adding("Expect: 100-continue"),
        .upload(Form.hello).adding("Expect: the worst"), .upload(Form.of([])),
        chunked(Form.of(telling)), .unframedUpload,
        WireRequest.unframedUpload.adding("Content-Length: 5", "Content-Length: 6"),
        WireRequest.unframedUpload.adding("Content-Length: -1"),
        WireRequest.unframedUpload.adding("Transfer-Encoding: gzip"),
        WireRequest.unframedUpload.adding("Content-Length: 9000000000000000000"),
        WireRequest("GET /v4/files/download/7"), WireRequest("HEAD /v4/files/download/7"),
        WireRequest("GET /services/attachment?Id=7"), WireRequest("GET /v4/files/download/8"),
        WireRequest("GET /v4/files/download/none"),
        WireRequest("GET /v4/tasks/1"), WireRequest("GET /v4/tasks/2"), WireRequest("DELETE /v4/tasks/1"),
        WireRequest("GET /v4/tasks/1", ["Host: localhost"]), WireRequest("GET /v4/tasks/1", ["Host: a b"]),
        WireRequest("GET /v4/tasks/1", ["Host: localhost", "Host: localhost"]),
        WireRequest("GET //v4//tasks/1"), WireRequest("GET /nowhere?token=a"), WireRequest("GET /v4/forms"),
        WireRequest("BREW /v4/tasks/1"), WireRequest("PUT /v4/tasks/1"),
        WireRequest("GET /v4/tasks/1").adding("X-Long: " + String(repeating: "a", count: 70_000)),
        .json("POST /v4/tasks", ["text": "new"]), .json("POST /v4/tasks", []), .json("POST /v4/tasks", ["text": 1]),
        .json("POST /v4/auth", ["login": "local@pyrus.test", "security_key": "another"]),
        .comment("00000000-0000-0000-0000-000000000000"),
        WireRequest("GET /_control/health"), WireRequest("GET /_control/files/7"), WireRequest("GET /_control/clock"),
        WireRequest("GET /_control/health", ["Host: evil.test"]), WireRequest("GET /_control/nowhere"),
        .json("PUT /_control/clock", ["frozen": "maybe"]),
    ]

    /// Faults that come to an end, of every kind but `stall`.
    static let faults = [
        "status; error_code=server_error", "status; status=204", "status; status=503; body=\"no\"",
        "delay; ms=1", "early; after=10; status=413; body=\"too much\"", "early; after=0; error_code=server_error",
        "slow-read; rate=1000000000", "slow-write; rate=1000000000", "truncate; after=0", "truncate; after=30",
        "truncate; after=100000", "corrupt; after=50", "wrong-md5",
        "reset; at=before-body", "reset; at=in-body; after=20", "reset; at=before-answer",
        "reset; at=in-answer; after=30",
        "close; at=before-body", "close; at=in-body; after=20", "close; at=before-answer; commit=false",
        "close; at=in-answer; after=30", "close; at=after-answer",
        "chunked", "dribble; size=100", "malformed; what=json", "malformed; what=head", "malformed; what=chunk",
        "header; name=Content-Type; value=text/html; twice=true", "header; name=Content-Length",
        "header; name=Content-Length; value=100000", "header; name=Date", "none",
    ]

    private static func chunked(_ form: [UInt8]) -> WireRequest {
        var request = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
        request.body = form.chunked()
        return request
    }
}
