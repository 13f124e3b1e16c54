/// The hosts of the real service that its clients talk to: what a server that intercepts stands in for.
enum PyrusHosts {
    static let names = ["api.pyrus.com", "accounts.pyrus.com", "files.pyrus.com", "pyrus.com"]
}

extension Addresses {
    /// Those that the real service gives out, so that a client that follows them stays inside (PATH-04).
    static let real = Addresses(
        origin: "https://api.pyrus.com", api: "https://api.pyrus.com/v4/", files: "https://files.pyrus.com/",
        auth: "https://accounts.pyrus.com/api/v4/auth")
}
