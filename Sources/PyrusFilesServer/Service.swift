import PyrusFiles
import PyrusFilesStore

/// What every route needs: the data, and the settings that decide an answer.
struct Service: Sendable {
    let store: Store
    let rates: RateLimiter
    let faults: FaultList
    let journal: Journal
    let configuration: PyrusFilesConfiguration
    /// The certificate of the local CA, where there is one.
    let authorityFile: String?

    var profile: Profile { configuration.profile }
    var edition: Edition { configuration.edition }
    var limits: Limits { store.limits }
    /// Whether a login that nobody was given is accepted.
    var isOpen: Bool { configuration.accounts.isEmpty }
    /// Where a tester's tasks and files go unless they say otherwise.
    var firstOrganization: String { Organization.name(ofLogin: configuration.firstAccount.login) }
}
