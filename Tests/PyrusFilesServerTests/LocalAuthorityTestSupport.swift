import Foundation
import Testing

@testable import PyrusFilesServer

/// A folder of its own for one test, gone with it.
final class AuthorityScratch: Sendable {
    private let base: URL
    /// Where the CA is to be; not there yet.
    let folder: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "local-authority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        // As the code under test will name it: the temporary folder may be behind a symbolic link.
        self.base = base.resolvingSymlinksInPath()
        folder = self.base.path + "/ca"
    }

    deinit { try? FileManager.default.removeItem(at: base) }

    func makeFolder(mode: Int) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try setMode(mode, of: "")
    }

    /// The regular files and what they hold.
    func contents() throws -> [String: String] {
        var contents: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            contents[name] = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        return contents
    }

    func write(_ text: String, to name: String) throws {
        // In place: the mode of a file that is there stays.
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        if name == AuthorityFolder.keyName { try setMode(0o600, of: name) }
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions] as? Int
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(folder)/\(name)")
    }
}

/// Something done to a sound CA, and what the refusal has to say of it.
struct AuthorityDamage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sentence: String
    let apply: @Sendable (AuthorityScratch) throws -> Void

    static let all = [
        AuthorityDamage(testDescription: "text for a certificate", sentence: "ca.pem is damaged (no start line)") {
            try $0.write("hello", to: "ca.pem")
        },
        AuthorityDamage(testDescription: "an empty certificate", sentence: "ca.pem is damaged") {
            try $0.write("", to: "ca.pem")
        },
        AuthorityDamage(testDescription: "a certificate cut short", sentence: "ca.pem is damaged") {
            try $0.write(String(try $0.contents()["ca.pem", default: ""].prefix(300)), to: "ca.pem")
        },
        AuthorityDamage(testDescription: "text for a key", sentence: "ca-key.pem is damaged") {
            try $0.write("hello", to: "ca-key.pem")
        },
        AuthorityDamage(testDescription: "no key", sentence: "ca-key.pem is missing") {
            try $0.remove("ca-key.pem")
        },
        AuthorityDamage(testDescription: "another key", sentence: "do not belong together") {
            try $0.write(PrivateKey().pem(), to: "ca-key.pem")
        },
        AuthorityDamage(testDescription: "a key that others may read", sentence: "other users may read ca-key.pem") {
            try $0.setMode(0o640, of: "ca-key.pem")
        },
        AuthorityDamage(testDescription: "a signature of another key", sentence: "not signed by its own key") {
            try plantAuthority(in: $0, signedBy: PrivateKey())
        },
        AuthorityDamage(testDescription: "a CA without name constraints", sentence: "not made by this version") {
            try plantAuthority(in: $0, signedBy: nil)
        },
        AuthorityDamage(testDescription: "a CA of the future", sentence: "this machine's clock may be wrong") {
            try $0.remove("ca.pem")
            _ = try LocalAuthority.open(in: $0.folder, now: LocalAuthorityTests.now + 2 * LocalAuthorityTests.day)
        },
    ]

    /// Puts a CA that may issue for any name in the place of ours.
    private static func plantAuthority(in scratch: AuthorityScratch, signedBy signer: consuming PrivateKey?) throws {
        let key = try PrivateKey()
        let certificate = try Certificate.unsigned(commonName: "somebody's own CA", key: key)
        try certificate.setValidity(now: Int(LocalAuthorityTests.now), days: 1000)
        if let signer {
            try certificate.sign(issuer: certificate, key: signer)
        } else {
            try certificate.sign(issuer: certificate, key: key)
        }
        try scratch.write(certificate.pem(), to: "ca.pem")
        try scratch.write(key.pem(), to: "ca-key.pem")
    }
}
