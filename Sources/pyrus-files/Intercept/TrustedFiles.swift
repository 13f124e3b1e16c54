import Logging
import PyrusFilesServer

/// Files by which programs trust a server that intercepts, and still trust whom they trusted before.
///
/// Each variable that replaces a program's roots gets a file of the local CA and of the roots that held before: what the
/// variable named, else the system's. They lie with the server's data.
struct TrustedFiles {
    /// The local CA and what the system trusts.
    let bundle: String
    /// The variables that name a file.
    let variables: [String: String]

    /// A variable, and where its program looks for roots, in order.
    private static let replacing = [
        ("SSL_CERT_FILE", ["SSL_CERT_FILE"]), ("CURL_CA_BUNDLE", ["CURL_CA_BUNDLE", "SSL_CERT_FILE"]),
        ("REQUESTS_CA_BUNDLE", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]),
    ]
    private static let adding = "NODE_EXTRA_CA_CERTS"

    /// - Throws: where a file can't be written.
    init(authorityFile: String, folder: String, logger: Logger) throws {
        guard let authority = Roots(path: authorityFile).pem() else {
            throw FileFailure("file of certificates \(authorityFile)", "read")
        }
        var written: [Roots?: String] = [:]
        func file(with roots: Roots?) throws -> String {
            if let path = written[roots] { return path }
            let path = "\(folder)/ca-bundle\(written.isEmpty ? "" : "-\(written.count + 1)").pem"
            let certificates = roots?.pem()
            if let roots, certificates == nil {
                logger.warning("The certificates trusted so far can't be read.", metadata: ["path": "\(roots.path)"])
            }
            try AtomicFile(path, named: "file of certificates \(path)").write(authority + (certificates ?? []))
            written[roots] = path
            return path
        }
        bundle = try file(with: Roots.named(by: ["SSL_CERT_FILE"]) ?? .system)
        var variables = [Self.adding: authorityFile]
        for (variable, sources) in Self.replacing {
            variables[variable] = try file(with: Roots.named(by: sources) ?? .system)
        }
        if let added = Roots.named(by: [Self.adding]) { variables[Self.adding] = try file(with: added) }
        self.variables = variables
    }
}

extension PyrusFilesServer.Running {
    /// The files for programs that this server intercepts; `nil` where it does not.
    ///
    /// - Throws: where they can't be written.
    func trustedFiles(logger: Logger) throws -> TrustedFiles? {
        guard let authorityFile, proxyURL != nil else { return nil }
        return try TrustedFiles(authorityFile: authorityFile, folder: dataFolder, logger: logger)
    }
}
