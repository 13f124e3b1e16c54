@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadToken: [ClientDeviation] = [
        ClientDeviation("client/upload/token/bearer", "sends the token once it is asked for", names: "without it") {
            $0.sendsTokenLate()
        },
        ClientDeviation("client/upload/token/nowhere-else", "puts the token into a cookie, too", names: "cookie") {
            $0.authorized = { $0.adding("Authorization: Bearer \($1)", "Cookie: access_token=\($1)") }
        },
        ClientDeviation(
            "client/upload/token/not-to-another-host", "takes the token along to where it is redirected",
            names: "the token sent along"
        ) { $0.tokenFollows = true },
        .praising("client/upload/token/wrong-key", "wrong credentials") { $0.errorCode == "invalid_credentials" },
        ClientDeviation(
            "client/upload/token/expired", "gives up on a token that has expired", names: "expired_token"
        ) { $0.renewsToken = { operation, code in operation != "upload" || code != "expired_token" } },
        ClientDeviation(
            "client/upload/token/revoked", "gives up on a token that was revoked", names: "revoked_token"
        ) { $0.renewsToken = { operation, code in operation != "upload" || code != "revoked_token" } },
        ClientDeviation(
            "client/upload/token/expired-before", "gets a new token and goes on with the old one",
            names: "expired_token"
        ) { $0.usesNewToken = false },
        ClientDeviation(
            "client/upload/token/whole-body-again", "sends what is left of the body, nothing, the second time",
            names: "the client's error"
        ) { $0.bodyAgain = { _ in [] } },
        ClientDeviation("client/upload/token/gives-up", "never gives up", names: "two requests at most; got 5") {
            $0.attempts = 5
        },
        .praising("client/upload/token/blocked", "a blocked account") { $0.errorCode == "account_blocked" },
    ]

    static let downloadToken: [ClientDeviation] = [
        ClientDeviation("client/download/token/bearer", "sends the token once it is asked for", names: "without it") {
            $0.sendsTokenLate()
        },
        ClientDeviation(
            "client/download/token/nowhere-else", "sends the token in a header of its own, too", names: "other places"
        ) { $0.authorized = { $0.adding("Authorization: Bearer \($1)", "X-Token: \($1)") } },
        ClientDeviation(
            "client/download/token/not-to-another-host", "takes the token along to where it is redirected",
            names: "the token sent along"
        ) { $0.tokenFollows = true },
        ClientDeviation(
            "client/download/token/expired", "gives up on a token that has expired", names: "expired_token"
        ) { $0.renewsToken = { operation, _ in operation != "download" } },
        ClientDeviation("client/download/token/gives-up", "never gives up", names: "two requests at most; got 5") {
            $0.attempts = 5
        },
    ]
}

extension RightClient {
    fileprivate mutating func sendsTokenLate() {
        let wasAsked = Memory()
        authorized = { wasAsked.set() ? $0.adding("Authorization: Bearer \($1)") : $0 }
    }
}
