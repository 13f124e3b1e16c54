/// What went over the connections of a case, as HTML: text to read, hex to open.
struct HTMLTranscript: Sendable {
    private let transcript: TranscriptText

    init(_ result: CaseResult) { transcript = TranscriptText(result) }

    var text: String {
        guard !transcript.lines.isEmpty else { return "<p class=\"none\">Nothing went over the wire.</p>\n" }
        let left = transcript.left > 0 ? "<p class=\"none\">\(transcript.left) more events.</p>\n" : ""
        return "<h3>On the wire</h3>\n<ol class=\"wire\">\n\(transcript.lines.map(item).joined())</ol>\n\(left)"
    }

    private func item(_ line: TranscriptText.Line) -> String {
        let word =
            switch line.name {
            case "sent": "→ sent \(line.event.count) bytes"
            case "received": "← received \(line.event.count) bytes"
            case "ended": "ended: \(line.end?.rawValue ?? "")"
            default: "opened"
            }
        let cut = line.isCut ? ", of which the first \(line.bytes.count) are kept" : ""
        let head =
            "<li class=\"\(line.name)\"><span class=\"when\">\(line.event.seconds.thousandths) s, "
            + "connection \(line.event.connection)</span> \(word)\(cut)"
        guard !line.bytes.isEmpty else { return head + "</li>\n" }
        return """
            \(head)
            <pre tabindex="0">\(Self.visible(line.text))</pre>
            <details><summary>hex</summary><pre tabindex="0">\(Escaped.html(Hex.dump(line.bytes)))</pre></details></li>

            """
    }

    /// Line ends are what much of the format is about, so that they are seen; written out, since few fonts have pictures of them.
    private static func visible(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\r": "<i>\\r</i>"
            case "\n": "<i>\\n</i>\n"
            case "\t": "<i>\\t</i>"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: "<i>\\x\(Hex.pair(UInt8(scalar.value)))</i>"
            default: Escaped.html(String(scalar))
            }
        }.joined()
    }
}
