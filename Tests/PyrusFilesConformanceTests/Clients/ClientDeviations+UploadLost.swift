@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadLost: [ClientDeviation] = [
        resending("reset-before-body", "sends an upload again that was reset"),
        hoping("close-before-body", "takes a closed connection for a success", .ended(.closed)),
        resending("reset-in-body", "sends an upload again that was reset in the middle"),
        hoping("close-in-body", "takes a connection closed in the middle for a success", .ended(.closed)),
        insisting("reset-stored", "sends an upload again and reports an error"),
        insisting("close-stored", "sends an upload again and reports an error"),
        hoping("reset-not-stored", "takes a reset for a success", .ended(.reset)),
        resending("close-not-stored", "sends an upload again that was not answered"),
        .praising("client/upload/lost/reset-in-answer", "half an answer") { !$0.isWhole },
        .praising("client/upload/lost/close-in-answer", "half an answer") { !$0.isWhole },
        .praising("client/upload/lost/truncated-answer", "an answer that is too short") { !$0.isWhole },
        .praising("client/upload/lost/answer-cut-json", "half an answer of the right length") {
            $0.status == 200 && $0.isWhole && $0.json == nil
        },
        ClientDeviation("client/upload/lost/answer-no-head", "takes anything for an answer", names: "got success") {
            $0.receiptOfNothing = { if case .garbled = $0 { ClientDeviation.madeUp } else { nil } }
        },
        ClientDeviation("client/upload/lost/answer-wrong-chunks", "reads chunks as it likes", names: "got success") {
            let right = $0.complaint
            $0.complaint = { $0.isWhole ? right($0, $1) : .done(ClientDeviation.madeUp) }
            $0.receiptOfNothing = { if case .garbled = $0 { ClientDeviation.madeUp } else { nil } }
        },
        ClientDeviation("client/upload/lost/stalled", "takes silence for a success", names: "got success") {
            $0.receiptOfNothing = { _ in ClientDeviation.madeUp }
        },
    ]

    private static func resending(_ name: String, _ what: String) -> ClientDeviation {
        ClientDeviation("client/upload/lost/\(name)", what, names: "got success") { $0.resends = true }
    }

    private static func insisting(_ name: String, _ what: String) -> ClientDeviation {
        ClientDeviation("client/upload/lost/\(name)", what, names: "2 requests") {
            $0.resends = true
            $0.reportsLossAnyway = true
        }
    }

    private static func hoping(_ name: String, _ what: String, _ failure: WireFailure) -> ClientDeviation {
        ClientDeviation("client/upload/lost/\(name)", what, names: "got success") {
            $0.receiptOfNothing = { $0 == failure ? ClientDeviation.madeUp : nil }
        }
    }
}
