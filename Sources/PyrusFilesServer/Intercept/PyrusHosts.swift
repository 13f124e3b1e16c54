/// The hosts of the real service that its clients talk to: what a server that intercepts stands in for.
enum PyrusHosts {
    static let names = ["api.pyrus.com", "accounts.pyrus.com", "files.pyrus.com", "pyrus.com"]
}
