import PyrusFilesServer

/// What a person is told once the server answers: where it is, with what to come, and a first request.
struct Announcement {
    private let running: PyrusFilesServer.Running
    private let configuration: PyrusFilesConfiguration

    init(_ running: PyrusFilesServer.Running, _ configuration: PyrusFilesConfiguration) {
        self.running = running
        self.configuration = configuration
    }

    var text: String {
        let addresses = running.addresses
        let proxy = running.proxyURL.map { ", and as a proxy for the hosts of Pyrus on \($0)" } ?? ""
        let trust = running.authorityFile.map { " --cacert '\($0)'" } ?? ""
        return """
            pyrus-files listens on \(addresses.origin)\(proxy)

              API           \(addresses.api)
              files         \(addresses.files)
              auth          \(addresses.auth)
              access token  \(configuration.accessToken)
              login         \(configuration.firstAccount.login)
              security key  \(configuration.firstAccount.securityKey)
              data          \(running.dataFolder)\(configuration.dataFolder == nil ? " (removed at exit)" : "")

            Try it:
              printf 'hello pyrus' | curl\(trust) -H 'Authorization: Bearer \(configuration.accessToken)' \
            -F 'file=@-;filename=hello.txt' \(addresses.api)files/upload

            """
    }
}
