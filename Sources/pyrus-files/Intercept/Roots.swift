import COpenSSL
import PyrusFilesServer
import PyrusFilesStore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Certificates that a program trusts: a file of them, or a folder of such files.
struct Roots: Hashable {
    let path: String

    /// What the system trusts, where most programs look unless a variable says otherwise.
    static var system: Roots? {
        let paths = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
            X509_get_default_cert_file().map { String(cString: $0) } ?? "", "/etc/ssl/cert.pem",
        ]
        return paths.first { access($0, R_OK) == 0 }.map(Roots.init)
    }

    /// What the first of some variables names that is set.
    static func named(by variables: [String]) -> Roots? {
        variables.lazy.compactMap(ProcessEnvironment.value).first.map(Roots.init)
    }

    /// The certificates, each file's from a line of its own; `nil` where there is nothing to be read.
    func pem() -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFDIR else { return Self.contents(of: path) }
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var files: [String] = []
        while let entry = readdir(folder) {
            files.append("\(path)/\(entry.name)")
        }
        return files.sorted().flatMap { Self.contents(of: $0) ?? [] }
    }

    /// More than any list of roots has, in bytes.
    private static let mostBytes = 32 * 1_024 * 1_024

    /// Of a regular file.
    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= mostBytes else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        return count == bytes.count ? bytes + [UInt8(ascii: "\n")] : nil
    }
}
