import PyrusFiles
import Synchronization

/// The faults that are to happen, in their order.
final class FaultList: Sendable {
    private struct State {
        var entries: [FaultEntry] = []
        var namesOrganizations = false

        mutating func set(_ entries: [FaultEntry]) {
            self.entries = entries
            namesOrganizations = entries.contains { $0.filter.organization != nil }
        }
    }

    static let most = 1_000
    private let state = Mutex(State())

    /// Whether there is none.
    var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

    /// Whether it matters which organization a request is of.
    func namesOrganizations(of operation: Operation?) -> Bool {
        state.withLock { state in
            state.namesOrganizations
                && state.entries.contains { entry in
                    entry.filter.organization != nil && !entry.isUsedUp
                        && (entry.filter.operation == nil || entry.filter.operation == operation)
                }
        }
    }

    /// The faults of an organization; without one, all.
    func entries(of organization: String?) -> [FaultEntry] {
        state.withLock { $0.entries.filter { $0.filter.organization == organization || organization == nil } }
    }

    /// Puts these in the place of an organization's; without one, of all.
    func replace(with new: [FaultEntry], of organization: String?) throws(ControlError) {
        let isPut = state.withLock { state in
            let kept = state.entries.filter { organization != nil && $0.filter.organization != organization }
            guard kept.count + new.count <= Self.most else { return false }
            state.set(kept + new)
            return true
        }
        guard isPut else { throw ControlError("There can be no more than \(Self.most) faults.") }
    }

    /// Removes the faults of an organization, without one, all; how many these were.
    @discardableResult
    func removeAll(organization: String?) -> Int {
        state.withLock { state in
            let kept = state.entries.filter { organization != nil && $0.filter.organization != organization }
            defer { state.set(kept) }
            return state.entries.count - kept.count
        }
    }

    /// The first fault whose turn it is.
    func meet(_ subject: FaultFilter.Subject) -> (kind: FaultKind, fault: any Fault)? {
        state.withLock { state in
            for index in state.entries.indices where state.entries[index].meets(subject) {
                return (state.entries[index].kind, state.entries[index].fault)
            }
            return nil
        }
    }
}
