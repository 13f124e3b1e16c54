import PyrusFiles
import PyrusFilesStore

/// What every route needs: the data, and the settings that decide an answer.
struct Service: Sendable {
    let store: Store
    let rates: RateLimiter
    let journal: Journal
    let profile: Profile
    let edition: Edition
    /// Whether a login that nobody was given is accepted.
    let isOpen: Bool

    var limits: Limits { store.limits }
}
