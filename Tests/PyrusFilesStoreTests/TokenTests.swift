import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Tokens")
struct TokenTests {
    @Test("a token lives as long as it is said to, to the millisecond (AUTH-03, EXPIRY-05)")
    func livesItsTime() async throws {
        let test = try TestStore { $0.tokenLifetime = .seconds(90) }
        let account = try await test.account()
        let token = try await test.store.issueToken(for: account)
        #expect(try await test.store.authenticate(token: token) == account)
        test.time.pass(.milliseconds(89_999))
        #expect(try await test.store.authenticate(token: token) == account)
        test.time.pass(.milliseconds(1))
        #expect(try await code { try await test.store.authenticate(token: token) } == .expiredToken)
    }

    @Test("a token without a lifetime never expires")
    func livesForever() async throws {
        let test = try TestStore { $0.tokenLifetime = nil }
        let account = try await test.account()
        let token = try await test.store.issueToken(for: account)
        #expect(test.store.clocks.server.advance(milliseconds: 200_000_000_000_000) != nil)
        #expect(try await test.store.authenticate(token: token) == account)
    }

    @Test("a token that nobody was given is invalid (AUTH-02)", arguments: ["", "x", "gAAAAA", "' OR 1=1 --", "\0"])
    func refusesUnknown(token: String) async throws {
        let test = try TestStore()
        _ = try await test.store.issueToken(for: test.account())
        #expect(try await code { try await test.store.authenticate(token: token) } == .invalidToken)
    }

    @Test("tokens differ, and end one by one or a login at a time (AUTH-03)")
    func ends() async throws {
        let test = try TestStore()
        let (anna, boris) = (try await test.account(), try await test.account("boris@example.org"))
        var tokens: [String] = []
        for _ in 0..<4 { tokens.append(try await test.store.issueToken(for: anna)) }
        let other = try await test.store.issueToken(for: boris)
        #expect(Set(tokens).count == 4)
        #expect(try await test.store.end(token: tokens[0], .revoked))
        #expect(try await test.store.end(token: tokens[1], .expired))
        #expect(try await test.store.end(token: "nobody's", .expired) == false)
        #expect(try await states(tokens, test) == [.revokedToken, .expiredToken, nil, nil])
        #expect(try await test.store.endTokens(login: anna.login, .revoked))
        #expect(try await states(tokens, test) == [.revokedToken, .expiredToken, .revokedToken, .revokedToken])
        #expect(try await test.store.endTokens(login: "nobody@example.org", .revoked) == false)
        #expect(try await test.store.authenticate(token: other) == boris)
    }

    @Test("one token more than a user may have revokes that user's oldest (AUTH-07)")
    func revokesOldest() async throws {
        let test = try TestStore { $0.maxTokensPerUser = 2 }
        let (anna, boris) = (try await test.account(), try await test.account("boris@example.org"))
        try await test.store.giveAtStart(token: "local-token", to: anna)
        let other = try await test.store.issueToken(for: boris)
        var tokens: [String] = []
        for _ in 0..<4 { tokens.append(try await test.store.issueToken(for: anna)) }
        #expect(try await states(tokens, test) == [.revokedToken, .revokedToken, nil, nil])
        // The one given at start neither counts nor goes, and another user's are another user's.
        #expect(try await states(["local-token", other], test) == [nil, nil])
    }

    @Test("a token that has ended or expired does not count among a user's")
    func countsLiveOnes() async throws {
        let test = try TestStore {
            $0.maxTokensPerUser = 2
            $0.tokenLifetime = .seconds(10)
        }
        let anna = try await test.account()
        let expired = try await test.store.issueToken(for: anna)
        test.time.pass(.seconds(10))
        let ended = try await test.store.issueToken(for: anna)
        _ = try await test.store.end(token: ended, .expired)
        let live = [try await test.store.issueToken(for: anna), try await test.store.issueToken(for: anna)]
        #expect(try await states([expired, ended] + live, test) == [.expiredToken, .expiredToken, nil, nil])
    }

    @Test("tokens and their ends survive a restart; another token given at start replaces the former")
    func survivesRestart() async throws {
        var test = try TestStore()
        let anna = try await test.account()
        try await test.store.giveAtStart(token: "first", to: anna)
        let tokens = [try await test.store.issueToken(for: anna), try await test.store.issueToken(for: anna)]
        _ = try await test.store.end(token: tokens[1], .revoked)
        test = try await test.reopened()
        #expect(try await states(["first"] + tokens, test) == [nil, nil, .revokedToken])
        try await test.store.giveAtStart(token: "second", to: anna)
        #expect(try await states(["first", "second"] + tokens, test) == [.invalidToken, nil, nil, .revokedToken])
        test.time.pass(.seconds(86_400))
        #expect(try await states(["second"] + tokens, test) == [nil, .expiredToken, .revokedToken])
    }

    @Test("the token given at start never ends by itself, even if it was issued to someone once")
    func givesIssuedToken() async throws {
        let test = try TestStore()
        let (anna, boris) = (try await test.account(), try await test.account("boris@example.org"))
        let token = try await test.store.issueToken(for: boris)
        try await test.store.giveAtStart(token: token, to: anna)
        test.time.pass(.seconds(1_000_000))
        #expect(try await test.store.authenticate(token: token) == anna)
        _ = try await test.store.endTokens(login: anna.login, .revoked)
        #expect(try await states([token], test) == [.revokedToken])
        let again = try await test.reopened()
        try await again.store.giveAtStart(token: token, to: anna)
        #expect(try await states([token], again) == [nil])
    }

    /// What each token is refused with.
    private func states(_ tokens: [String], _ test: TestStore) async throws -> [APIError.Code?] {
        var states: [APIError.Code?] = []
        for token in tokens { states.append(try await code { try await test.store.authenticate(token: token) }) }
        return states
    }
}
