import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Accounts")
struct AccountTests {
    let test: TestStore
    let anna = Credentials(login: "anna@example.org", securityKey: "one")

    init() throws {
        test = try TestStore()
    }

    @Test("an open store takes any login, with the key it first came with (AUTH-04)")
    func opensToAnyone() async throws {
        let (account, first) = try await test.store.identify(anna, isOpen: true)
        #expect(first == .new)
        let (again, second) = try await test.store.identify(anna, isOpen: true)
        #expect(second == .known)
        #expect(again == account)
        let other = Credentials(login: anna.login, securityKey: "two")
        await confirmation("a wrong key of a known login is told") { told in
            let code = try? await code {
                try await test.store.identify(other, isOpen: true) { told() }
            }
            #expect(code == .invalidCredentials)
        }
        #expect(try await test.store.identify(anna, isOpen: true).1 == .known)
    }

    @Test("a closed store takes the accounts it was given alone (AUTH-05)")
    func staysClosed() async throws {
        let given = try await test.store.add(anna)
        #expect(try await test.store.identify(anna, isOpen: false).0 == given)
        for refused in [
            ("boris@example.org", "one"), (anna.login, ""), (anna.login, "ONE"), (anna.login, "one\0"), ("", ""),
            (anna.login + "\0", "one"),
        ] {
            let refused = Credentials(login: refused.0, securityKey: refused.1)
            #expect(try await code { try await test.store.identify(refused, isOpen: false) } == .invalidCredentials)
        }
        #expect(try await test.store.count("account") == 1)
        #expect(try await test.store.account(login: "boris@example.org", isOpen: false) == nil)
    }

    @Test("an account that was given anew keeps its id and has the new key")
    func givesAnew() async throws {
        let first = try await test.store.add(anna)
        let changed = Credentials(login: anna.login, securityKey: "two")
        #expect(try await test.store.add(changed) == first)
        #expect(try await test.store.identify(changed, isOpen: false).0 == first)
        #expect(try await code { try await test.store.identify(anna, isOpen: false) } == .invalidCredentials)
    }

    @Test("an account made without a key takes the first one it comes with")
    func takesFirstKey() async throws {
        let account = try await test.account(anna.login)
        #expect(try await test.store.identify(anna, isOpen: true).0 == account)
        let other = Credentials(login: anna.login, securityKey: "two")
        #expect(try await code { try await test.store.identify(other, isOpen: true) } == .invalidCredentials)
    }

    @Test("a blocked account is refused, and let in again once it is not (AUTH-03)")
    func blocks() async throws {
        let account = try await test.store.add(anna)
        let token = try await test.store.issueToken(for: account)
        #expect(try await test.store.block(login: anna.login, true))
        #expect(try await code { try await test.store.identify(anna, isOpen: false) } == .accountBlocked)
        #expect(try await code { try await test.store.authenticate(token: token) } == .accountBlocked)
        #expect(try await test.store.block(login: anna.login, false))
        #expect(try await test.store.identify(anna, isOpen: false).0 == account)
        #expect(try await test.store.authenticate(token: token) == account)
        #expect(try await test.store.block(login: "nobody@example.org", true) == false)
    }

    @Test(
        "an organization is the domain of a login in lower case, or the login (AUTH-08)",
        arguments: [
            ("anna@example.org", "example.org"), ("anna@EXAMPLE.Org", "example.org"), ("anna", "anna@"),
            ("Anna", "anna@"), ("a@b@Example.org", "example.org"), ("anna@", "anna@@"), ("@example.org", "example.org"),
            ("анна@ПРИМЕР.РФ", "пример.рф"), ("a@e\u{301}.test", "\u{e9}.test"),
        ])
    func findsOrganization(login: String, name: String) async throws {
        #expect(Organization.name(ofLogin: login) == name)
        #expect(try await test.account(login).organization.name == name)
    }

    @Test("a login without @ is not in the domain that is spelled like it (AUTH-08)", arguments: [true, false])
    func separatesLogin(domainFirst: Bool) async throws {
        let logins = ["anna@example.org", "example.org"]
        for login in domainFirst ? logins : logins.reversed() { _ = try await test.account(login) }
        let (member, alone) = (try await test.account(logins[0]), try await test.account(logins[1]))
        #expect(member.organization.id != alone.organization.id)
        let file = try await test.file([1], by: alone)
        await #expect(throws: FileRefusal.otherOrganization) { try await test.store.file(id: file.id, for: member) }
    }

    @Test("two logins of one domain share an organization, whatever the case")
    func sharesOrganization() async throws {
        let one = try await test.account("anna@example.org")
        let other = try await test.account("boris@Example.ORG")
        let stranger = try await test.account("anna@example.com")
        #expect(one.id != other.id)
        #expect(one.organization == other.organization)
        #expect(one.organization != stranger.organization)
        #expect([one.firstName, try await test.account("local").firstName] == ["anna", "local"])
    }
}
