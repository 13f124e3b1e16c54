import ArgumentParser
import PyrusFilesServer

/// `pyrus-files ca`: the local CA, for whoever wants to trust it.
struct CertificateAuthority: ParsableCommand {
    enum Form: String, EnumerableFlag {
        case print, path

        static func help(for form: Form) -> ArgumentHelp? {
            form == .print ? "Print its certificate, as PEM." : "Print the path of its certificate."
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "ca", abstract: "Show the local CA of --tls and --intercept; it is made on first use.",
        discussion: """
            It lies in $XDG_CACHE_HOME/pyrus-files/ca, or ~/.cache/pyrus-files/ca. Its key is readable by its owner alone.
            """)

    @Flag var form: Form?

    func run() throws {
        let authority = try LocalAuthority.ofThisUser()
        switch form {
        case .print: Standard.output(authority.certificatePEM)
        case .path: Standard.output(authority.certificateFile + "\n")
        case nil: Standard.output(try Self.text(authority))
        }
    }

    private static func text(_ authority: LocalAuthority) throws -> String {
        let certificate = try authority.summary()
        return """
            certificate  \(authority.certificateFile)
            name         \(certificate.name)
            valid until  \(certificate.end)
            SHA-256      \(certificate.fingerprint)
            speaks for   \(LocalAuthority.names.joined(separator: ", ")),
                         names below these, 127.0.0.0/8 and ::1; for nothing else: whoever trusts it does not
                         trust it with any other name

            `pyrus-files exec --intercept` has a command trust it by itself. Otherwise, for one program:
              curl --cacert \(authority.certificateFile) ...
              NODE_EXTRA_CA_CERTS=\(authority.certificateFile) node ...

            """
    }
}
