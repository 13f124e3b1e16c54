import PyrusFiles

extension ServerCases {
    /// The form of errors, of the API and below it: ERROR-01, ERROR-02.
    static let errors: [Case] = [
        Case(
            "server/errors/form", ["ERROR-01"],
            "An error is compact JSON of error and error_code alone, in that order, as application/json."
        ) {
            let answer = try await $0.exchange($0.json("POST", "tasks", [:]))
            try answer.expectError(.requiredParameterMissing)
            try Mismatch.compareKeys("an error", answer.json, ["error", "error_code"])
            let body = String(decoding: answer.body, as: UTF8.self)
            try Mismatch.require(body == answer.json?.compact, "JSON without a space or an escape", got: body)
            let type = answer["Content-Type"] ?? "none"
            try Mismatch.require(
                type.hasPrefix("application/json"), "a Content-Type of application/json", got: type)
        },
        Case("server/errors/unknown-route", ["ERROR-02"], "A route that the API does not have is 404 with a Message.") {
            try await $0.exchange($0.request("GET", "kit-does-not-exist")).expectMessage(404)
        },
        Case(
            "server/errors/not-imitated", ["ERROR-02"],
            "A route of the API is answered, or with 501 server_error where it is not imitated: never as unknown."
        ) {
            for path in ["forms", "registers/1", "members", "profile"] {
                let answer = try await $0.exchange($0.request("GET", path))
                guard answer.status == 501 else {
                    try Mismatch.require(
                        answer.status == 200 || answer.errorCode != nil, "\(path) to be answered, or 501 server_error",
                        got: answer.summary)
                    continue
                }
                try Mismatch.compare("error_code", answer.json?["error_code"], "server_error")
            }
        },
        Case("server/errors/wrong-method", ["ERROR-02"], "A wrong method is 405 with Allow and a Message.") {
            for (method, path, allowed) in [
                ("PUT", "files/upload", "POST"), ("DELETE", "files/download/1", "GET"),
                ("GET", "tasks/\($0.server.taskID)/comments", "POST"),
            ] {
                let answer = try await $0.exchange($0.request(method, path))
                try answer.expectMessage(405)
                let allow = (answer["Allow"] ?? "").split(separator: ",").map { $0.trimmed }
                try Mismatch.require(
                    allow.contains(allowed), "Allow with \(allowed) for \(path)", got: answer["Allow"] ?? "no Allow")
            }
        },
        Case("server/errors/expectation", ["ERROR-02"], "An expectation that nobody can meet is 417 with a Message.") {
            let path = "tasks/\($0.server.taskID)"
            try await $0.exchange($0.request("GET", path).adding("Expect: miracles")).expectMessage(417)
        },
    ]

    /// What is wrong with a body of JSON: ERROR-03.
    static let json: [Case] = [
        Case("server/json/invalid", ["ERROR-03"], "A body that is no JSON is 400 invalid_json.") {
            for text in ["{", "{'text': 'a'}", "text=a", #"{"text":"a"} x"#] {
                let request = $0.request("POST", "tasks").adding("Content-Type: application/json")
                try await $0.exchange(request.with(body: Array(text.utf8))).expectError(.invalidJSON)
            }
        },
        Case("server/json/empty", ["ERROR-03"], "A body that is empty is 400 empty_body.") {
            let request = $0.request("POST", "tasks").adding("Content-Type: application/json")
            try await $0.exchange(request.with(body: [])).expectError(.emptyBody)
        },
        Case(
            "server/json/missing", ["ERROR-03"], "A parameter that is missing is named: 400 required_parameter_missing."
        ) {
            let answer = try await $0.exchange(
                $0.authorization(["security_key": "a"]), at: $0.authAddress)
            try answer.expectError(.requiredParameterMissing)
            try answer.expectText("login")
        },
        Case("server/json/wrong-type", ["ERROR-03"], "A value of a wrong type is 400 invalid_value_format.") {
            for body: JSON in [["text": 1], ["text": "a", "attachments": "a"], ["text": "a", "fields": [:]]] {
                try await $0.exchange($0.json("POST", "tasks", body)).expectError(.invalidValueFormat)
            }
        },
        Case("server/json/utf-8", ["ERROR-01", "ATTACH-11"], "Text comes back as UTF-8, unescaped.") {
            let text = "Привет, 世界 📎 \(ServerExamination.word())"
            let path = "tasks/\($0.server.taskID)/comments"
            let answer = try await $0.exchange($0.json("POST", path, ["text": .string(text)]))
            try answer.expect(200)
            try Mismatch.require(
                String(decoding: answer.body, as: UTF8.self).contains(text), "the text \(text) as it was sent",
                got: "none such, or with escapes")
        },
    ]
}
