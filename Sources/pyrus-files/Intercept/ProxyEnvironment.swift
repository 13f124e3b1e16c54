import PyrusFilesServer

/// What makes programs take a server that intercepts for their proxy, and trust it.
struct ProxyEnvironment {
    let variables: [String: String]

    init(proxyURL: String, trusted: TrustedFiles) {
        // Whoever is on this machine is reached as ever. Nothing else may go round the proxy: what was set before could
        // name the real service.
        let unproxied = "localhost,127.0.0.1,::1"
        let proxy = [
            "HTTPS_PROXY": proxyURL, "https_proxy": proxyURL, "NO_PROXY": unproxied, "no_proxy": unproxied,
            "NODE_USE_ENV_PROXY": "1",
        ]
        variables = proxy.merging(trusted.variables) { $1 }
    }
}

extension PyrusFilesServer.Running {
    /// What makes programs take this server for their proxy; nothing where it does not intercept.
    func proxyEnvironment(_ trusted: TrustedFiles?) -> [String: String] {
        guard let proxyURL, let trusted else { return [:] }
        return ProxyEnvironment(proxyURL: proxyURL, trusted: trusted).variables
    }
}
