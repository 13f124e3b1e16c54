import Logging
import NIOCore
import NIOSSL
import PyrusFiles

/// What is between a connection's bytes and HTTP.
enum Transport: Sendable {
    /// Nothing.
    case plain
    case tls(NIOSSLContext)
    /// What the first bytes of the connection say, see ``ProxyHandler``.
    case proxy(Interception, NIOSSLContext, isTLSOnly: Bool)

    /// - Parameter tls: is there where the configuration has any use of it.
    init(_ tls: NIOSSLContext?, _ configuration: PyrusFilesConfiguration, _ logger: Logger) {
        guard let tls else {
            self = .plain
            return
        }
        let interception = Interception(allowed: configuration.allowedHosts, logger: logger)
        self = configuration.intercepts ? .proxy(interception, tls, isTLSOnly: configuration.tls) : .tls(tls)
    }

    var interception: Interception? {
        if case .proxy(let interception, _, _) = self { interception } else { nil }
    }

    /// The bytes of one read. Larger reads than the usual 64 KiB mean fewer hops between threads; a slow client still gets
    /// small ones. TLS keeps what it reads beside what it makes of it, so there they cost memory.
    var longestRead: Int {
        if case .plain = self { 256 * 1_024 } else { 64 * 1_024 }
    }

    /// - Parameter approach: is told what comes of it.
    func addHandler(
        to pipeline: ChannelPipeline.SynchronousOperations, _ approach: Approach, _ limits: Limits
    ) throws {
        switch self {
        case .plain: break
        case .tls(let context):
            approach.isSecure = true
            try pipeline.addHandler(NIOSSLServerHandler(context: context))
        case .proxy(let interception, let context, let isTLSOnly):
            try pipeline.addHandler(
                ProxyHandler(
                    interception: interception, tls: context, isTLSOnly: isTLSOnly, approach: approach, limits: limits))
        }
    }
}
