import PyrusFiles
public import PyrusFilesConformance
public import PyrusFilesServer

extension ServerUnderTest {
    /// A server of this project that runs.
    ///
    /// - Parameter addresses: where it is found; by default its own. Its control API stays where it is.
    public init(_ running: PyrusFilesServer.Running, at addresses: Addresses? = nil) throws {
        let found = addresses ?? running.addresses
        guard let api = ServerAddress(found.api) else { throw SetUpFailure("\(found.api) is no address.") }
        self.init(api: api)
        files = ServerAddress(found.files)
        auth = ServerAddress(found.auth)
        control = ServerAddress(running.addresses.control)
        accessToken = running.accessToken
        credentials = Credentials(login: running.login, securityKey: running.securityKey)
        taskID = running.taskID
        profile = running.server.configuration.profile
        edition = running.server.configuration.edition
        authorityFile = running.authorityFile
    }
}
