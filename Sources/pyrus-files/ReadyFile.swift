import PyrusFiles
import PyrusFilesServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file by which scripts learn that a server answers, and where: there only while it does.
struct ReadyFile: Sendable {
    private let file: AtomicFile

    init(path: String) {
        // It holds credentials.
        file = AtomicFile(path, named: "ready file \(path)", mode: 0o600)
    }

    /// Removes one of an earlier server, and makes sure that a new one can be written.
    func prepare() throws {
        try remove()
        try file.prepare()
    }

    func remove() throws { try file.remove() }

    func write(_ running: PyrusFilesServer.Running, bundle: String?) throws {
        try file.write(Array((json(running, bundle).compact + "\n").utf8))
    }

    private func json(_ running: PyrusFilesServer.Running, _ bundle: String?) -> JSON {
        let addresses = running.addresses
        var members = [
            JSON.Member("origin", .string(addresses.origin)),
            JSON.Member("api_url", .string(addresses.api)),
            JSON.Member("files_url", .string(addresses.files)),
            JSON.Member("auth_url", .string(addresses.auth)),
            JSON.Member("control_url", .string(addresses.control)),
            JSON.Member("access_token", .string(running.accessToken)),
            JSON.Member("login", .string(running.login)),
            JSON.Member("security_key", .string(running.securityKey)),
            JSON.Member("task_id", .integer(running.taskID)),
            JSON.Member("data", .string(running.dataFolder)),
            JSON.Member("pid", .integer(getpid())),
        ]
        let others = [("ca_file", running.authorityFile), ("ca_bundle", bundle), ("proxy_url", running.proxyURL)]
        for (name, value) in others {
            if let value { members.append(JSON.Member(name, .string(value))) }
        }
        return .object(members)
    }
}
