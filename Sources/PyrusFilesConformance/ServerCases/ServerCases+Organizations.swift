import PyrusFiles

extension ServerCases {
    /// What a token reaches, and where it has to stand: AUTH-08 and AUTH-09.
    static let organizations: [Case] = [
        Case(
            "server/organizations/same-domain", ["AUTH-08"], needs: .control,
            "Logins of one domain, in whatever case, reach each other's files."
        ) {
            try await $0.inNewOrganization { user, organization in
                let id = try await user.file(Array("of a colleague".utf8))
                let colleague = try await organization.user("colleague@\(organization.name.uppercased())")
                let answer = try await colleague.download(id)
                try answer.expect(200)
                try answer.expectBody(Array("of a colleague".utf8))
            }
        },
        Case(
            "server/organizations/login-without-domain", ["AUTH-08"], needs: .control,
            "A login without @ is an organization of its own: another such login gets 403 access_denied_file."
        ) { examination in
            let control = try ControlClient(examination)
            let (one, other) = (ServerExamination.word(), ServerExamination.word())
            try await ServerExamination.restoring {
                let owner = examination.with(token: try await control.issueToken(one))
                let id = try await owner.file()
                try await examination.with(token: try await control.issueToken(other)).download(id)
                    .expectError(.accessDeniedFile)
            } after: {
                for login in [one, other] { try await control.reset(login) }
            }
        },
        Case("server/organizations/token-in-query", ["AUTH-09"], "A token in the query is not looked at.") {
            let path = "tasks/\($0.server.taskID)?access_token=\($0.token)&token=\($0.token)"
            try await $0.exchange($0.unauthorized("GET", path)).expectError(.tokenNotSpecified)
        },
        Case(
            "server/organizations/token-in-form", ["AUTH-09"],
            "A token in a field of the upload's form is not looked at."
        ) {
            var form = FormBody()
            let field = "Content-Disposition: form-data; name=\"access_token\"\r\n\r\n\($0.token)\r\n"
            form.opening += Array("\(field)--\(form.boundary)\r\n".utf8)
            let request = $0.unauthorized("POST", "files/upload").adding("Content-Type: \(form.contentType)")
            try await $0.exchange(request.with(body: form.bytes)).expectError(.tokenNotSpecified)
        },
    ]
}
