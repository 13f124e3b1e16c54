import PyrusFilesServer

/// What a program finds in its environment to reach a server.
struct ServerEnvironment {
    let variables: [String: String]

    init(_ running: PyrusFilesServer.Running, _ configuration: PyrusFilesConfiguration) {
        let addresses = running.addresses
        variables = [
            "PYRUS_ORIGIN": addresses.origin,
            "PYRUS_API_URL": addresses.api,
            "PYRUS_FILES_URL": addresses.files,
            "PYRUS_AUTH_URL": addresses.auth,
            "PYRUS_CONTROL_URL": addresses.control,
            "PYRUS_ACCESS_TOKEN": configuration.accessToken,
            "PYRUS_LOGIN": configuration.firstAccount.login,
            "PYRUS_SECURITY_KEY": configuration.firstAccount.securityKey,
            "PYRUS_TASK_ID": "\(configuration.tasks.first ?? 1)",
        ]
    }
}
