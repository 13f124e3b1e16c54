import PyrusFilesServer

/// What a person is told once the server answers: where it is, with what to come, and a first request.
struct Announcement {
    private let running: PyrusFilesServer.Running

    init(_ running: PyrusFilesServer.Running) { self.running = running }

    var text: String {
        let addresses = running.addresses
        let proxy = running.proxyURL.map { ", and as a proxy for the hosts of Pyrus on \($0)" } ?? ""
        let isTemporary = running.server.configuration.dataFolder == nil
        let trust = running.authorityFile.map { " --cacert '\($0)'" } ?? ""
        return """
            pyrus-files listens on \(addresses.origin)\(proxy)

              API           \(addresses.api)
              files         \(addresses.files)
              auth          \(addresses.auth)
              access token  \(running.accessToken)
              login         \(running.login)
              security key  \(running.securityKey)
              data          \(running.dataFolder)\(isTemporary ? " (removed at exit)" : "")

            Try it:
              printf 'hello pyrus' | curl\(trust) -H 'Authorization: Bearer \(running.accessToken)' \
            -F 'file=@-;filename=hello.txt' \(addresses.api)files/upload

            """
    }
}
