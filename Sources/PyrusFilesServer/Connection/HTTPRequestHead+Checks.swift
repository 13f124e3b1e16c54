import NIOHTTP1

extension HTTPRequestHead {
    /// What every head has to be, whatever way it came: the types that follow keep neither how often `Host` was sent nor
    /// how the body was framed.
    func check() throws(Refusal) {
        let hosts = headers["Host"]
        guard hosts.count == 1 || hosts.isEmpty && version == .http1_0 else {
            throw .malformed(hosts.isEmpty ? "it has no Host" : "it has more than one Host")
        }
        guard hosts.allSatisfy(Self.isAuthority) else { throw .malformed("its Host is no host") }
        let codings = headers["Transfer-Encoding"]
        guard codings.isEmpty || codings.count == 1 && codings[0].lowercased() == "chunked" else {
            throw .malformed("its Transfer-Encoding is not chunked alone")
        }
    }

    /// What a host and a port can be made of. It comes back in the addresses of answers (PATH-04).
    private static func isAuthority(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 300
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._~:[]%".utf8.contains(byte)
                }
            }
    }
}
