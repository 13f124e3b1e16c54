import Testing

@testable import PyrusFilesConformance

@Suite("Tokens and keys stand in no report")
struct MaskTests {
    @Test(
        "what is a token by its place is hidden, its length kept",
        arguments: [
            ("Authorization: Bearer abc\r\nHost: h", "Authorization: Bearer ***\r\nHost: h"),
            ("AUTHORIZATION:Basic a b\r\n", "AUTHORIZATION:Basic ***\r\n"),
            ("authorization: Bearer cut-o", "authorization: Bearer *****"),
            (#"{"access_token": "t0k","x":1}"#, #"{"access_token": "***","x":1}"#),
            (#"{"login":"l","security_key":"k"}"#, #"{"login":"l","security_key":"*"}"#),
            ("Authorization:\r\nHost: h", "Authorization:\r\nHost: h"),
            ("no secret here", "no secret here"),
        ])
    func places(text: String, masked: String) { #expect(Mask([]).applied(to: text) == masked) }

    @Test("what is known to be one is hidden anywhere, also its beginning at the end of what was cut off")
    func known() {
        let mask = Mask(["secret-token", "k"])
        #expect(mask.applied(to: "a secret-token, a key") == "a ************, a key")
        #expect(mask.applied(to: "cut: secret-t") == "cut: ********")
    }

    @Test("one that is seen in one case is hidden in the words of all, and where pieces cut it")
    func seen() {
        let report = MadeUp.everything
        let sent = TranscriptText(report.results[0]).lines.map(\.text).joined()
        #expect(!sent.contains("made-up") && !sent.contains("0123456789"))
        #expect(report.results[1].reason?.contains("with ************************.") == true)
        let unaware = Report(peer: "p", command: "c", [MadeUp.everything.results[0]])
        #expect(!unaware.json.compact.contains("0123456789"))
    }
}
