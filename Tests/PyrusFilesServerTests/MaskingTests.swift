import Testing

@testable import PyrusFilesServer

@Suite("Masking")
struct MaskingTests {
    @Test(
        "of a target the secrets go, and nothing else",
        arguments: [
            ("/a", "/a"), ("/a?b=c", "/a?b=c"), ("/a?access_token=x&b=c", "/a?access_token=***&b=c"),
            ("/a?b=c;TOKEN=x", "/a?b=c;TOKEN=***"), ("/a?access%5ftoken=x", "/a?access%5ftoken=***"),
            ("/a?security_key=x=y&", "/a?security_key=***&"), ("/a?token", "/a?token"),
            ("/a??token=x", "/a??token=***"),
            ("/a?b=c?token=x#token=y", "/a?b=c?token=***#token=***"),
            ("/a;token=x", "/a;token=***"), ("/a%3Faccess_token=x", "/a%3Faccess_token=***"),
            ("/a?q=token=x", "/a?q=token=***"), ("/a?b=%26pwd%3Dx", "/a?b=&pwd=***"),
            ("/a?Bearer%20x", "/a?bearer ***"),
            ("http://me:secret@host/a?b=c", "http://***@host/a?b=c"), ("/a@b", "/a@b"), ("", ""), ("?", "?"),
        ])
    func targets(target: String, masked: String) {
        #expect(Masking.target(target) == masked)
    }

    @Test(
        "of a header the secret goes",
        arguments: [
            ("Authorization", "Bearer abc", "Bearer ***"), ("Authorization", "bEARER\tabc", "bEARER ***"),
            ("authorization", "bearer  a b", "bearer ***"),
            ("Authorization", "abc", "***"), ("Authorization", "abc def", "***"), ("Authorization", "Bearer", "Bearer"),
            ("Authorization", "", ""), ("Proxy-Authorization", "Basic YTpi", "Basic ***"),
            ("Cookie", "a=b; token=c;d", "a=***; token=***; ***"), ("X-Api-Key", "k", "***"),
            ("X-Access-Token", "t", "***"), ("Referer", "http://h/?token=x", "http://h/?token=***"),
            ("Accept", "text/html;q=0.9", "text/html;q=0.9"), ("Authentication", "Bearer x", "***"),
            ("X-Whatever", "Bearer x", "Bearer ***"), ("X-Original-URL", "/a?jwt=x", "/a?jwt=***"),
            ("User-Agent", "me (+http://a/b; c=d)", "me (+http://a/b; c=d)"),
        ])
    func headers(name: String, value: String, masked: String) {
        #expect(Masking.value(value, ofHeader: name) == masked)
    }
}
