/// Which of the two published layouts of the service is imitated (PATH-01, PATH-02).
public enum Edition: String, Sendable, CaseIterable {
    /// Several hosts, `api_url` and `files_url` in the answer to `POST /auth`, a Knowledge Base.
    case cloud
    /// One host on the customer's premises: `POST /auth` returns the token alone, no Knowledge Base.
    case cloudless
}
