extension PyrusFilesServer.Running {
    /// What a program finds in its environment to reach this server: the variables that `pyrus-files exec` sets.
    public var environment: [String: String] {
        [
            "PYRUS_ORIGIN": addresses.origin,
            "PYRUS_API_URL": addresses.api,
            "PYRUS_FILES_URL": addresses.files,
            "PYRUS_AUTH_URL": addresses.auth,
            "PYRUS_CONTROL_URL": addresses.control,
            "PYRUS_ACCESS_TOKEN": accessToken,
            "PYRUS_LOGIN": login,
            "PYRUS_SECURITY_KEY": securityKey,
            "PYRUS_TASK_ID": "\(taskID)",
        ]
    }
}
