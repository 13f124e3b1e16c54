import Foundation
import Testing

@testable import PyrusFilesServer

/// What the certificates say, and what another implementation's judge, the `openssl` command, makes of them.
///
/// `swift test` alone needs no such command; `Tests/run` installs it, says so, and then nothing here is left out.
@Suite("Local CA: its certificates", .enabled(if: OpenSSLCommand.isExpected, "Tests/run brings the openssl command"))
struct LocalAuthorityCertificateTests {
    private let scratch: AuthorityScratch
    private let authority: LocalAuthority
    private var now: Int64 { LocalAuthorityTests.now }

    init() throws {
        scratch = try AuthorityScratch()
        authority = try LocalAuthority.open(in: scratch.folder, now: LocalAuthorityTests.now)
    }

    /// What `openssl verify` says of a server's certificate.
    private func verdict(on identity: LocalAuthority.Identity, at time: Int64? = nil, _ more: String...) throws
        -> String
    {
        try scratch.write(identity.certificatePEM, to: "leaf.pem")
        return try OpenSSLCommand.run(
            [
                "verify", "-x509_strict", "-purpose", "sslserver", "-attime", "\(time ?? now)", "-no-CApath",
                "-no-CAstore",
            ]
                + ["-CAfile", authority.certificateFile] + more + ["\(scratch.folder)/leaf.pem"])
    }

    @Test("is good for each host of Pyrus and for this machine", arguments: LocalAuthority.names)
    func acceptedName(name: String) throws {
        #expect(try verdict(on: authority.issue(now: now), "-verify_hostname", name).hasSuffix("leaf.pem: OK\n"))
    }

    @Test("is good for the loopback addresses", arguments: LocalAuthority.addresses)
    func acceptedAddress(address: String) throws {
        #expect(try verdict(on: authority.issue(now: now), "-verify_ip", address).hasSuffix("leaf.pem: OK\n"))
    }

    @Test("is good for no other name", arguments: ["example.com", "www.pyrus.com", "pyrus.com.example.com"])
    func otherName(name: String) throws {
        #expect(try verdict(on: authority.issue(now: now), "-verify_hostname", name).contains("ostname mismatch"))
    }

    @Test(
        "no verifier takes the CA's word for a name beyond its constraints",
        arguments: ["example.com", "pyrus.com.example.com", "notpyrus.com", "com"])
    func forbiddenName(name: String) throws {
        let stray = try authority.issue(names: ["localhost", name], addresses: [], now: now)
        #expect(try verdict(on: stray).contains("permitted subtree violation"))
    }

    @Test("nor for an address beyond this machine", arguments: ["10.0.0.1", "128.0.0.1", "::2", "::ffff:127.0.0.1"])
    func forbiddenAddress(address: String) throws {
        let stray = try authority.issue(names: ["localhost"], addresses: [address], now: now)
        #expect(try verdict(on: stray).contains("permitted subtree violation"))
    }

    @Test("a CA opened again issues for the one that peers trust")
    func reopened() throws {
        let again = try LocalAuthority.open(in: scratch.folder, now: now)
        #expect(try verdict(on: again.issue(now: now)).hasSuffix("leaf.pem: OK\n"))
    }

    @Test(
        "a server's certificate is valid for 396 days, one of them past",
        arguments: [(-2, false), (0, true), (394, true), (396, false)])
    func validity(days: Int64, isValid: Bool) throws {
        let time = now + days * LocalAuthorityTests.day
        #expect(try verdict(on: authority.issue(now: now), at: time).hasSuffix("leaf.pem: OK\n") == isValid)
    }

    @Test("a server's certificate does not outlive the CA")
    func validityWithinTheAuthority() throws {
        let late = try authority.issue(now: now + 1700 * LocalAuthorityTests.day)
        let end = "notAfter=Jan 15 08:00:00 2032 GMT"
        #expect(try OpenSSLCommand.run(["x509", "-noout", "-enddate"], input: late.certificatePEM) == end + "\n")
    }

    @Test(
        "the CA says what it is and what it is held to",
        arguments: [
            "Subject: CN=pyrus-files local CA ", "NIST CURVE: P-256",
            "Basic Constraints: critical CA:TRUE, pathlen:0",
            "Key Usage: critical Certificate Sign, CRL Sign", "Not Before: Jan 14 08:00:00 2027 GMT",
            "Not After : Jan 15 08:00:00 2032 GMT", "Subject Key Identifier: ",
            """
            Name Constraints: critical Permitted: DNS:localhost DNS:api.pyrus.com DNS:accounts.pyrus.com \
            DNS:files.pyrus.com DNS:pyrus.com IP:127.0.0.0/255.0.0.0 \
            IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF X509v3
            """,
        ])
    func authorityText(line: String) throws {
        #expect(try OpenSSLCommand.text(of: authority.certificatePEM).contains(line))
    }

    @Test(
        "a server's certificate serves TLS servers alone",
        arguments: [
            "Subject: CN=pyrus-files local server", "NIST CURVE: P-256", "Basic Constraints: critical CA:FALSE",
            "Key Usage: critical Digital Signature X509v3", "Extended Key Usage: TLS Web Server Authentication X509v3",
            "Subject Key Identifier: ", "Authority Key Identifier: ", "Issuer: CN=pyrus-files local CA ",
            """
            DNS:localhost, DNS:api.pyrus.com, DNS:accounts.pyrus.com, DNS:files.pyrus.com, DNS:pyrus.com, \
            IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1 X509v3
            """,
        ])
    func leafText(line: String) throws {
        #expect(try OpenSSLCommand.text(of: authority.issue(now: now).certificatePEM).contains(line))
    }

    @Test("the chain is the server's certificate, then the CA's; the key is the server's own")
    func chain() throws {
        let identity = try authority.issue(now: now)
        #expect(identity.certificatePEM.hasSuffix("-----END CERTIFICATE-----\n" + authority.certificatePEM))
        let ofKey = try OpenSSLCommand.run(["pkey", "-pubout"], input: identity.privateKeyPEM)
        let ofLeaf = try OpenSSLCommand.run(["x509", "-noout", "-pubkey"], input: identity.certificatePEM)
        #expect(ofKey == ofLeaf && ofKey.hasPrefix("-----BEGIN PUBLIC KEY-----"))
    }

    @Test("every serial number is positive, 128 bits long, and another one")
    func serialNumbers() throws {
        let serials = try (0..<8).map { _ in
            try OpenSSLCommand.run(["x509", "-noout", "-serial"], input: authority.issue(now: now).certificatePEM)
        }
        #expect(Set(serials).count == 8)
        #expect(serials.allSatisfy { $0.wholeMatch(of: /serial=[89A-F][0-9A-F]{31}\n/) != nil }, "\(serials)")
    }

    @Test(
        "refuses to issue for what is no name",
        arguments: [
            "", ".", "a b", "a..b", "localhost.", "-a", "a-", "a,DNS:example.com", "a\u{0}b", "*.pyrus.com",
            "пайрус.рф",
            String(repeating: "a", count: 64), String(repeating: "a.", count: 127) + "a",
        ])
    func malformedName(name: String) throws {
        #expect(throws: LocalAuthorityError.alternativeName(name)) {
            try authority.issue(names: [name], addresses: [], now: now)
        }
    }

    @Test("refuses to issue for what is no address", arguments: ["", "localhost", "256.0.0.1", "127.0.0.1/8", ":::"])
    func malformedAddress(address: String) throws {
        #expect(throws: LocalAuthorityError.alternativeName(address)) {
            try authority.issue(names: [], addresses: [address], now: now)
        }
    }

    @Test("no key shows where a value is printed")
    func description() throws {
        #expect(!"\(try authority.issue(now: now)) \(authority)".contains("PRIVATE"))
    }
}

/// The `openssl` command of this machine.
enum OpenSSLCommand {
    static let isExpected = ProcessInfo.processInfo.environment["PYRUS_FILES_TEST_OPENSSL"] == "1"

    /// Stdout and stderr together, as the verdict and its reasons go to either.
    static func run(_ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let (stdin, output) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = output
        process.standardError = output
        try process.run()
        // A few kilobytes: less than a pipe holds, so this waits for nobody.
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A certificate for people, with white space as all versions have it.
    static func text(of certificate: String) throws -> String {
        try run(["x509", "-noout", "-text"], input: certificate)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing(" = ", with: "=")
    }
}
