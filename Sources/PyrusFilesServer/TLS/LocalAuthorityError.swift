import COpenSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why there is no local CA, or no certificate of it: each case renders itself as a sentence for a person.
enum LocalAuthorityError: Error, Equatable, CustomStringConvertible {
    /// The system refused something that was done to `path`; `code` is its `errno`.
    case file(path: String, action: String, code: Int32)
    /// What the folder holds is no CA of ours. It is never overwritten: it may be somebody's own.
    case unusable(folder: String, reason: String)
    /// The user has no folder that it could be kept in.
    case homeless
    /// A name that is neither a DNS name nor, as an address, an IP address.
    case alternativeName(String)
    /// libcrypto failed at `step`; `reason` is in its words.
    case libcrypto(step: String, reason: String)

    var description: String {
        switch self {
        case .file(let path, let action, let code):
            return "The local CA could not \(action) \"\(path)\": \(String(cString: strerror(code)))."
        case .unusable(let folder, let reason):
            return """
                The local CA in \(folder) cannot be used: \(reason). \
                Remove \(AuthorityFolder.certificateName) and \(AuthorityFolder.keyName) from there \
                to have a new one made.
                """
        case .homeless:
            return "The local CA has no place: set HOME or XDG_CACHE_HOME."
        case .alternativeName(let name):
            return "A certificate cannot be issued for \"\(name)\": it is not a DNS name or an IP address."
        case .libcrypto(let step, let reason):
            return "libcrypto failed to \(step): \(reason)."
        }
    }

    /// The failure that libcrypto has just reported on this thread; its queue of errors is emptied.
    ///
    /// The oldest entry is the cause, those after it are the callers it passed through.
    static func libcrypto(_ step: String) -> LocalAuthorityError {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0 else { return .libcrypto(step: step, reason: "it gives no reason") }
        guard let reason = ERR_reason_error_string(code) else {
            return .libcrypto(step: step, reason: "error \(code)")
        }
        return .libcrypto(step: step, reason: String(cString: reason))
    }
}
