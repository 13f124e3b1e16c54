import PyrusFilesServer

/// What a program finds in its environment to reach a server.
struct ServerEnvironment {
    let variables: [String: String]

    init(_ running: PyrusFilesServer.Running) {
        let addresses = running.addresses
        variables = [
            "PYRUS_ORIGIN": addresses.origin,
            "PYRUS_API_URL": addresses.api,
            "PYRUS_FILES_URL": addresses.files,
            "PYRUS_AUTH_URL": addresses.auth,
            "PYRUS_CONTROL_URL": addresses.control,
            "PYRUS_ACCESS_TOKEN": running.accessToken,
            "PYRUS_LOGIN": running.login,
            "PYRUS_SECURITY_KEY": running.securityKey,
            "PYRUS_TASK_ID": "\(running.taskID)",
        ]
    }
}
