import PyrusFiles

extension ClientCases {
    /// Where the token goes, and what follows on one that is refused: CLIENT-01, CLIENT-08.
    static let uploadToken: [Case] = [
        Case(
            client: "client/upload/token/bearer", ["CLIENT-01"], observe: carriesToken,
            "An upload carries the token as Authorization: Bearer."
        ) { try await $0.delivers() },
        Case(
            client: "client/upload/token/nowhere-else", ["CLIENT-01"], observe: keepsToken,
            "The token stands in no other place: in no URL, no cookie, no field, no other header."
        ) { try await $0.delivers() },
        Case(
            client: "client/upload/token/not-to-another-host", ["CLIENT-01"],
            "Where an upload is answered by a redirect to another host, the token does not go there."
        ) { client in
            try await ScriptedHost.with(redirected) { address, host in
                let path = try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
                try await client.control.setFaults([
                    Faults.answer(307, "", "text/plain", "upload", headers: [("Location", "\(address)v4/files/upload")])
                ])
                _ = try await client.upload(path)
                try client.keepsToken(from: host)
            }
        },
        Case(
            client: "client/upload/token/wrong-key", ["CLIENT-07"],
            "Where neither token nor security key is good, the client reports an error."
        ) { client in
            // The key that a login first comes with is its key.
            try await client.control.setFaults([
                Faults.error(.invalidCredentials, "auth"), Faults.error(.invalidToken, "upload"),
            ])
            let path = try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
            let wrong = ["PYRUS_ACCESS_TOKEN": "no-such-token", "PYRUS_SECURITY_KEY": "no-such-key"]
            try await client.upload(path, replacing: wrong).expectError("an error of the client's")
        },
        Case(
            client: "client/upload/token/expired", ["CLIENT-08"],
            "On 401 expired_token the client authorizes anew and sends the upload once more, after which it is there."
        ) { try await $0.delivers(faults: [Faults.error(.expiredToken, "upload", times: 1)]) },
        Case(
            client: "client/upload/token/revoked", ["CLIENT-08"],
            "On 401 revoked_token the client authorizes anew and sends the upload once more, after which it is there."
        ) { try await $0.delivers(faults: [Faults.error(.revokedToken, "upload", times: 1)]) },
        Case(
            client: "client/upload/token/expired-before", ["CLIENT-08"],
            "A token that has expired before the client starts is replaced by a new one, by login and security key."
        ) { client in
            try await client.control.expire(client.stage.environment["PYRUS_ACCESS_TOKEN"] ?? "")
            try await client.delivers()
        },
        Case(
            client: "client/upload/token/whole-body-again", ["CLIENT-08"],
            "The repeated request has the whole body: 1 MiB arrives unchanged after a 401."
        ) { try await $0.delivers(.pattern(1 << 20), faults: [Faults.error(.invalidToken, "upload", times: 1)]) },
        Case(
            client: "client/upload/token/gives-up", ["CLIENT-07"],
            "Where every token is refused, the client reports an error, having sent the upload twice at most."
        ) { client in
            try await client.uploadFails(
                [Faults.error(.invalidToken, "upload", times: 0)], "an error, where 401 comes each time")
            let count = try await client.observation().requests(.upload).count
            try Mismatch.require(count <= 2, "two requests at most", got: "\(count)")
        },
        Case(
            client: "client/upload/token/blocked", ["CLIENT-07"],
            "A blocked account is reported as an error."
        ) { client in
            try await client.control.block(client.stage.environment["PYRUS_LOGIN"] ?? "", true)
            let path = try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
            try await client.upload(path).expectError("an error, where the account is blocked")
        },
    ]

    /// Downloads: the same.
    static let downloadToken: [Case] = [
        Case(
            client: "client/download/token/bearer", ["CLIENT-01"],
            observe: { try expectToken(in: try $0.some(.download)) },
            "A download carries the token as Authorization: Bearer."
        ) { try await $0.receives() },
        Case(
            client: "client/download/token/nowhere-else", ["CLIENT-01"],
            "The token of a download stands in no other place: in no URL, no cookie, no other header."
        ) {
            try await $0.receives()
            try await $0.observe(keepsToken)
        },
        Case(
            client: "client/download/token/not-to-another-host", ["CLIENT-01"],
            "Where a download is answered by a redirect to another host, the token does not go there."
        ) { client in
            try await ScriptedHost.with(redirected) { address, host in
                let id = try await client.control.addFile(ClientExamination.plain, named: ClientExamination.plainName)
                try await client.control.setFaults([
                    Faults.answer(302, "", "text/plain", "download", headers: [("Location", "\(address)a-file")])
                ])
                _ = try await client.download(id)
                try client.keepsToken(from: host)
            }
        },
        Case(
            client: "client/download/token/expired", ["CLIENT-08"],
            "On 401 expired_token the client authorizes anew and asks for the file once more."
        ) { try await $0.receives(faults: [Faults.error(.expiredToken, "download", times: 1)]) },
        Case(
            client: "client/download/token/gives-up", ["CLIENT-14"],
            "Where every token is refused, the client reports an error, having asked for the file twice at most."
        ) { client in
            try await client.downloadFails(
                [Faults.error(.invalidToken, "download", times: 0)], body: "invalid_token",
                "an error, where 401 comes each time")
            let count = try await client.observation().requests(.download).count
            try Mismatch.require(count <= 2, "two requests at most", got: "\(count)")
        },
    ]

    // MARK: What is looked at

    private static let carriesToken: ClientCheck.Observe = { try expectToken(in: try $0.some(.upload)) }

    private static func expectToken(in requests: [SeenRequest]) throws {
        for request in requests {
            let value = request.value(of: "Authorization")
            guard let value, value.prefix(7).lowercased() == "bearer " else {
                throw Mismatch(
                    expected: "Authorization: Bearer and the token in each request",
                    actual: value.map { "Authorization: \($0)" } ?? "\(request.method) \(request.path) without it")
            }
        }
    }

    private static let keepsToken: ClientCheck.Observe = { seen in
        guard !seen.requests.isEmpty else { throw CannotJudge("No request was seen.") }
        for request in seen.requests {
            if let note = request.note("token-in-query", "token-in-cookie", "token-in-form") {
                throw Mismatch(
                    expected: "the token in Authorization alone", actual: "a request of which is noted: \(note)")
            }
        }
        try Mismatch.require(
            seen.strayTokens == 0, "the token in Authorization alone",
            got: "it \(seen.strayTokens) times in other places of what was sent")
    }

    private static let redirected: ScriptedHost.Script = { _, _ in
        Array("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nelse".utf8)
    }
}

extension ClientExamination {
    /// No token may have gone to another host.
    fileprivate func keepsToken(from host: ScriptedHost) throws {
        let token = stage.environment["PYRUS_ACCESS_TOKEN"] ?? ""
        try Mismatch.require(
            !host.saw(token) && !host.saw("earer "), "no token at another host", got: "the token sent along to it")
    }
}
