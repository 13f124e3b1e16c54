import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The address that a server was to listen on can't be had.
struct ListenFailure: Error, CustomStringConvertible {
    let description: String

    init(_ configuration: PyrusFilesConfiguration, _ error: any Error) {
        let address = "\(configuration.host):\(configuration.port)"
        let code = (error as? IOError)?.errnoCode
        let reason =
            switch code {
            case EADDRINUSE: "the port is in use"
            case EACCES: "the port needs more rights"
            case EADDRNOTAVAIL: "this machine does not have the address"
            default: "\(error)"
            }
        description = "Can't listen on \(address): \(reason)."
    }
}

/// A server that was started before, or was stopped, is started.
struct StartedBefore: Error, CustomStringConvertible {
    let description = "A server can be started once; make another one."
}
