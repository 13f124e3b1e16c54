/// Which side wins where the help page and the bytes recorded from the real service differ
/// (the case of MD5 digits, UPLOAD-03; the form of `Content-Disposition`, DOWNLOAD-02).
public enum Profile: String, Sendable, CaseIterable {
    /// As the help page describes the service; the default.
    case documented
    /// As recordings of the real service show it.
    case observed
}
