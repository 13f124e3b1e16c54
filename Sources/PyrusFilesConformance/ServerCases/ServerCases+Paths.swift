import PyrusFiles

extension ServerCases {
    /// Where things are: PATH.
    static let paths: [Case] = [
        Case("server/paths/v4", ["PATH-01", "PATH-02"], "The API is under /v4/ and under /api/v4/.") {
            for prefix in ["v4", "api/v4"] {
                let address = $0.server.api.root
                let request = $0.request("GET", "\(prefix)/tasks/\($0.server.taskID)", at: address)
                try Mismatch.compare(
                    "id", try await $0.exchange(request, at: address).task()["id"], .integer($0.server.taskID))
            }
        },
        Case("server/paths/auth", ["PATH-01", "PATH-02"], "Tokens are got under api/v4/auth and v4/auth.") {
            let credentials = try $0.credentials()
            let body: JSON = [
                "login": .string(credentials.login), "security_key": .string(credentials.securityKey),
            ]
            for prefix in ["v4", "api/v4"] {
                let address = $0.authAddress.root
                let request = $0.unauthorized("POST", "\(prefix)/auth", at: address)
                    .adding("Content-Type: application/json").with(body: Array(body.compact.utf8))
                let answer = try await $0.exchange(request, at: address)
                try answer.expect(200)
                try Mismatch.require(
                    answer.json?["access_token"] != nil, "an access_token from \(prefix)/auth", got: answer.summary)
            }
        },
        Case(
            "server/paths/files", ["PATH-01"],
            "Files are uploaded and downloaded under v4/files/ of files_url, too."
        ) {
            let form = FormBody()
            let request = $0.request("POST", "v4/files/upload", at: $0.files)
                .adding("Content-Type: \(form.contentType)").with(body: form.bytes)
            let receipt = try await $0.exchange(request, at: $0.files).receipt()
            let id = try await $0.attached(receipt.guid).fileID()
            try await $0.expectDownload($0.request("GET", "v4/files/download/\(id)", at: $0.files), at: $0.files)
        },
        Case("server/paths/short-download", ["PATH-03"], "files/download/{id} right under files_url is a download.") {
            let id = try await $0.file()
            try await $0.expectDownload($0.request("GET", "files/download/\(id)", at: $0.files), at: $0.files)
        },
        Case("server/paths/host", ["PATH-04"], "A file object's url has the Host of the request.") {
            var request = $0.comment([.string(try await $0.uploaded().guid)]).without("Host")
            request.fields.insert("Host: kit.example:4711", at: 0)
            let task = try await $0.exchange(request).task()
            let url = task.list("comments").last?.attachments.last?["url"]?.stringValue ?? "no url"
            let start = "\($0.server.api.isTLS ? "https" : "http")://kit.example:4711/"
            try Mismatch.require(url.hasPrefix(start), "a url that begins with \(start)", got: url)
        },
        Case(
            "server/paths/host-of-addresses", ["PATH-04", "AUTH-04"], needs: .cloud,
            "api_url and files_url have the request's Host."
        ) {
            let credentials = try $0.credentials()
            var request = $0.authorization([
                "login": .string(credentials.login), "security_key": .string(credentials.securityKey),
            ]).without("Host")
            request.fields.insert("Host: kit.example:4711", at: 0)
            let answer = try await $0.exchange(request, at: $0.authAddress)
            try answer.expect(200)
            let start = "\($0.authAddress.isTLS ? "https" : "http")://kit.example:4711/"
            for name in ["api_url", "files_url"] {
                let url = answer.json?[name]?.stringValue ?? "none"
                try Mismatch.require(url.hasPrefix(start), "\(name) that begins with \(start)", got: url)
            }
        },
        Case("server/paths/slashes", ["PATH-05"], "Several slashes in a row are one.") {
            let address = $0.server.api.root
            let path = "/\($0.server.api.path.dropFirst().dropLast())///tasks//\($0.server.taskID)"
            try await $0.exchange($0.request("GET", path, at: address), at: address).expect(200)
        },
        Case(
            "server/paths/knowledge-base", ["PATH-02", "ATTACH-10"],
            "The Knowledge Base is there in the cloud edition, and unknown in the cloudless."
        ) {
            let answer = try await $0.exchange($0.request("GET", "knowledgebase"))
            if $0.server.edition == .cloudless { return try answer.expectMessage(404) }
            try answer.expect(200)
            // Without articles the list may be missing: what is empty is never returned.
            try Mismatch.require(answer.json?.objectValue != nil, "a JSON object", got: answer.summary)
        },
    ]
}
