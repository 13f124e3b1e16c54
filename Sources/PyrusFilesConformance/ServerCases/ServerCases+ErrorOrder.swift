import PyrusFiles

extension ServerCases {
    /// Of several errors, the first: ERROR-05.
    static let errorOrder: [Case] = [
        Case("server/error-order/malformed-first", ["ERROR-05"], "Malformed HTTP comes before an unknown route.") {
            let request = $0.request("GET", "kit-does-not-exist").without("Host")
            try await $0.exchange(request).expectMessage(400)
        },
        Case("server/error-order/route", ["ERROR-05"], "An unknown route comes before a missing token.") {
            try await $0.exchange($0.unauthorized("GET", "kit-does-not-exist")).expectMessage(404)
        },
        Case("server/error-order/method", ["ERROR-05"], "A wrong method comes before a missing token.") {
            try await $0.exchange($0.unauthorized("PUT", "files/upload")).expectMessage(405)
        },
        Case("server/error-order/token", ["ERROR-05"], "A missing token comes before an expectation and a bad body.") {
            let request = $0.unauthorized("POST", "files/upload").adding("Expect: miracles", "Content-Type: text/plain")
            try await $0.exchange(request.with(body: Array("a".utf8))).expectError(.tokenNotSpecified)
        },
        Case("server/error-order/expectation", ["ERROR-05"], "An expectation comes before the content type.") {
            let request = $0.request("POST", "files/upload").adding("Expect: miracles", "Content-Type: text/plain")
            try await $0.exchange(request.with(body: Array("a".utf8))).expectMessage(417)
        },
        Case("server/error-order/content-type", ["ERROR-05"], "The content type comes before a declared length.") {
            // Nothing of the body is sent: the answer must not need it.
            let request = $0.request("POST", "files/upload")
                .adding("Content-Type: text/plain", "Content-Length: 99999999999")
            try await $0.exchange(request).expectError(.badMultipartContent)
        },
        Case("server/error-order/name-before-file", ["ERROR-05"], "A name that is too long comes before an empty file.")
        {
            let name = String(repeating: "n", count: 5_000)
            try await $0.exchange($0.upload(FormBody(content: [], name: name)))
                .expectError(.maxFileNameLengthExceeded)
        },
        Case("server/error-order/empty-before-second", ["ERROR-05"], "An empty file comes before a second one.") {
            var form = FormBody(content: [])
            form.closing = Array("\r\n--\(form.boundary)\r\n".utf8) + form.secondPart + form.closing
            try await $0.exchange($0.upload(form)).expectError(.emptyFile)
        },
        Case("server/error-order/two-headers", ["ERROR-05"], "Two Authorization headers are 401 invalid_token.") {
            let request = $0.request("GET", "tasks/\($0.server.taskID)").adding("Authorization: Bearer \($0.token)")
            try await $0.exchange(request).expectError(.invalidToken)
        },
        Case("server/error-order/bearer-alone", ["ERROR-05"], "Bearer without a token is 401 invalid_token.") {
            for value in ["Bearer", "Bearer   "] {
                let request = $0.unauthorized("GET", "tasks/\($0.server.taskID)")
                try await $0.exchange(request.adding("Authorization: \(value)")).expectError(.invalidToken)
            }
        },
    ]
}

extension FormBody {
    /// Another file, with bytes in it.
    fileprivate var secondPart: [UInt8] {
        Array("Content-Disposition: form-data; name=\"b\"; filename=\"b.txt\"\r\n\r\nsecond".utf8)
    }
}
