import HTTPTypes
import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// The control API, by which a tester brings the server into a state. It is no part of the imitated API.
struct ControlRoutes: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            control(.get, "health") { _ in ["status": "ok"] },
            control(.get, "clock") { _ in clock },
            control(.put, "clock", setClock),
            control(.post, "clock/advance", advanceClock),
            control(.post, "tokens", issueToken),
            control(.post, "tokens/revoke") { try await end($0, .revoked) },
            control(.post, "tokens/expire") { try await end($0, .expired) },
            control(.post, "accounts/block", block),
        ]
    }

    private func control(
        _ method: HTTPRequest.Method, _ path: String,
        _ answer: @escaping @Sendable (ExchangeContext) async throws -> JSON
    ) -> Endpoint {
        Endpoint(method, "/_control/" + path, .control) { _, context in Response(try await answer(context)) }
    }

    // MARK: The clock

    private var clock: JSON {
        ["now": .string(service.store.clock.now.text), "frozen": .bool(service.store.clock.isFrozen)]
    }

    @Sendable private func setClock(_ context: ExchangeContext) async throws -> JSON {
        let body = try await ControlBody(reading: context.body, members: ["now", "frozen"])
        let text = try body.string("now")
        let seconds = text.flatMap { Timestamp.parse($0) }
        guard text == nil || seconds != nil else {
            throw ControlError(.badRequest, "\"now\" has to be a time such as 2026-01-31T12:00:00Z.")
        }
        let moment = seconds.map { Moment(milliseconds: $0 * 1_000) }
        guard service.store.clock.set(now: moment, frozen: try body.bool("frozen")) != nil else {
            let sentence = "The clock goes forward only: \"now\" can't be before \(service.store.clock.now.text)."
            throw ControlError(.badRequest, sentence)
        }
        try await service.store.saveClock()
        return clock
    }

    @Sendable private func advanceClock(_ context: ExchangeContext) async throws -> JSON {
        let body = try await ControlBody(reading: context.body, members: ["seconds"])
        guard let seconds = try body.integer("seconds"), (0...Self.mostSeconds).contains(seconds),
            service.store.clock.advance(milliseconds: seconds * 1_000) != nil
        else { throw ControlError(.badRequest, "\"seconds\" has to be a number from 0 on, up to the year 9999.") }
        try await service.store.saveClock()
        return clock
    }

    private static let mostSeconds: Int64 = 300_000_000_000

    // MARK: Tokens and accounts

    @Sendable private func issueToken(_ context: ExchangeContext) async throws -> JSON {
        let body = try await ControlBody(reading: context.body, members: ["login"])
        guard let login = try body.string("login"), !login.isEmpty else {
            throw ControlError(.badRequest, "\"login\" is missing: whose token it is to be.")
        }
        let account = try await service.store.account(login: login, isOpen: service.isOpen)
        guard let account else { throw ControlError(.notFound, "There is no login \"\(login)\".") }
        return ["access_token": .string(try await service.store.issueToken(for: account))]
    }

    private func end(_ context: ExchangeContext, _ end: Store.TokenEnd) async throws -> JSON {
        let body = try await ControlBody(reading: context.body, members: ["access_token", "login"])
        switch (try body.string("access_token"), try body.string("login")) {
        case (let token?, nil):
            guard try await service.store.end(token: token, end) else {
                throw ControlError(.notFound, "There is no such token.")
            }
        case (nil, let login?):
            guard try await service.store.endTokens(login: login, end) else {
                throw ControlError(.notFound, "There is no login \"\(login)\".")
            }
        default:
            throw ControlError(.badRequest, "One of \"access_token\" and \"login\" is needed: which tokens are to end.")
        }
        return [:]
    }

    @Sendable private func block(_ context: ExchangeContext) async throws -> JSON {
        let body = try await ControlBody(reading: context.body, members: ["login", "blocked"])
        guard let login = try body.string("login"), let isBlocked = try body.bool("blocked") else {
            throw ControlError(.badRequest, "\"login\" and \"blocked\" are needed: who, and true or false.")
        }
        guard try await service.store.block(login: login, isBlocked) else {
            throw ControlError(.notFound, "There is no login \"\(login)\".")
        }
        return ["login": .string(login), "blocked": .bool(isBlocked)]
    }
}
