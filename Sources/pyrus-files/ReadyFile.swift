import PyrusFiles
import PyrusFilesServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file by which scripts learn that a server answers, and where: there only while it does.
struct ReadyFile: Sendable {
    let path: String

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ action: String) {
            description = "The ready file \(path) can't be \(action): \(String(cString: strerror(errno)))."
        }
    }

    init(path: String) {
        self.path = path
    }

    /// Beside its place, for a file that is not whole yet.
    private var draft: String { "\(path).\(getpid())" }

    /// Removes one of an earlier server, and makes sure that a new one can be written.
    func prepare() throws {
        try remove()
        guard let file = fopen(draft, "we") else { throw Failure(path, "written") }
        fclose(file)
        unlink(draft)
    }

    func remove() throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw Failure(path, "removed") }
    }

    /// Writes it beside its place and moves it there, so that nobody reads a half.
    func write(_ running: PyrusFilesServer.Running, bundle: String?) throws {
        guard let file = fopen(draft, "we") else { throw Failure(path, "written") }
        fchmod(fileno(file), 0o600)
        let isWritten = fputs(json(running, bundle).compact + "\n", file) >= 0
        guard fclose(file) == 0, isWritten, rename(draft, path) == 0 else {
            unlink(draft)
            throw Failure(path, "written")
        }
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
