import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

@Suite("The date of an answer")
struct HTTPDateTests {
    @Test(
        "is that of its second, whichever was asked for before (RFC 9110, 5.6.7)",
        arguments: [
            (784_111_777_000, "Sun, 06 Nov 1994 08:49:37 GMT"), (784_111_777_999, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (784_111_776_999, "Sun, 06 Nov 1994 08:49:36 GMT"), (784_111_778_000, "Sun, 06 Nov 1994 08:49:38 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (Int64.min, ""),
        ])
    func text(milliseconds: Int64, date: String) {
        for before in [milliseconds, 784_111_777_500, 784_111_776_500] {
            _ = HTTPDate.text(Moment(milliseconds: before))
            #expect(HTTPDate.text(Moment(milliseconds: milliseconds)) == date)
        }
    }
}
