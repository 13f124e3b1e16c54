import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import PyrusFiles

extension ChannelPipeline.SynchronousOperations {
    /// What makes requests of plain bytes, and bytes of answers, within the bounds of a connection.
    func addHTTP(
        _ connection: ConnectionGuard, _ limits: Limits, trace: ConnectionTrace, interception: Interception?,
        approach: Approach
    ) throws {
        try addHandler(ConnectionTraceHandler(trace))
        try addHandler(connection)
        var headLimits = NIOHTTPDecoderLimitConfiguration()
        headLimits.maxHeaderFieldSize = limits.maxHeaderBytes
        headLimits.maxHeaderListSize = limits.maxHeaderBytes
        headLimits.maxHeaderFieldCount = limits.maxHeaderFields
        var framing = HTTPResponseEncoder.Configuration()
        // An answer says how long it is in `complete`, and a fault may make it say something else.
        framing.automaticallySetFramingHeaders = false
        try configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: framing, withDecoderLimitConfiguration: headLimits)
        try addHandler(
            RequestHeadHandler(
                connection: connection, trace: trace, interception: interception, approach: approach))
        try addHandler(HTTP1ToHTTPServerCodec(secure: false))
    }
}
