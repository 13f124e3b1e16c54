import PyrusFilesStore

/// One request's way into the journal: from its head, over its answer, to the end of its connection.
struct Recording {
    /// What is known at the moment of the answer.
    private struct Answered {
        let wireBytes: Int64
        let bodyBytes: Int64
        let isEarly: Bool
    }

    private let journal: Journal
    private let ticket: Journal.Ticket
    private let trace: RequestTrace
    private let connection: ConnectionTrace
    private let start = ContinuousClock.now
    private let announced: AnnouncedForm?
    private var entry: JournalEntry
    private var answered: Answered?
    private let exchange: Exchange
    private let clocks: OrganizationClocks

    /// Begins with the head; `nil` for the control API's requests.
    init?(
        _ trace: RequestTrace, on connection: ConnectionTrace, in journal: Journal, clocks: OrganizationClocks,
        exchange: Exchange
    ) {
        let head = trace.head
        guard !head.isControl else { return nil }
        let announced = AnnouncedForm(head["content-type"])
        self.journal = journal
        self.trace = trace
        self.connection = connection
        self.announced = announced
        self.exchange = exchange
        self.clocks = clocks
        (ticket, entry) = journal.begin(exchange) { id in
            JournalEntry(
                id: id, at: clocks.server.now, head: head, boundary: announced?.boundary, bounds: journal.bounds)
        }
    }

    /// The answer is about to go out, or, without a status, there will be none.
    ///
    /// - Parameter isEarly: whether it goes out before the body came whole.
    mutating func answers(status: Int?, isEarly: Bool) {
        guard answered == nil else { return }
        answered = Answered(wireBytes: connection.received, bodyBytes: trace.bodyBytes, isEarly: isEarly)
        entry.organization = exchange.organization?.cut(to: journal.bounds.text)
        entry.at = arrival
        entry.bodySize = trace.bodyBytes
        entry.status = status
        entry.errorCode = status == nil ? nil : exchange.errorCode
        entry.milliseconds = status == nil ? nil : milliseconds
        entry.faults = exchange.faults
        if let form = exchange.form { entry.set(form, bounds: journal.bounds) }
        let isKnown = announced.map { journal.knows(boundary: $0.boundary, of: entry.organization) } ?? false
        entry.notes = NoteRule.notes(
            on: Evidence(
                head: trace.head, announced: announced, isBoundaryKnown: isKnown, form: exchange.form,
                bodySize: trace.bodyBytes, status: status, errorCode: exchange.errorCode))
        journal.complete(entry, ticket)
        if let announced, exchange.form != nil, status.map({ (200..<300).contains($0) }) == true {
            journal.remember(boundary: announced.boundary, of: entry.organization)
        }
    }

    /// The answer has gone out.
    func answerEnded() {
        guard answered != nil, entry.status != nil else { return }
        let (size, time, faults) = (trace.bodyBytes, milliseconds, exchange.faults)
        journal.amend(ticket) { entry in
            entry.bodySize = max(entry.bodySize, size)
            entry.milliseconds = time
            entry.faults = faults
        }
    }

    /// The connection is at its end, and whatever its client still sent has come.
    ///
    /// What comes behind an early answer is no longer read as HTTP: of a body in chunks, their frames count too.
    mutating func connectionEnded() {
        answers(status: nil, isEarly: true)
        guard let answered, answered.isEarly else { return }
        let late = connection.received - answered.wireBytes
        guard late > 0 else { return }
        let declared = trace.head["content-length"].first.flatMap { Int64($0) } ?? .max
        let size = min(answered.bodyBytes + late, declared)
        journal.amend(ticket) { entry in
            entry.bodySize = max(entry.bodySize, size)
            let isPastAnswer = entry.status != nil && late > NoteRule.tolerableLateBytes
            if isPastAnswer { entry.notes.append(.sentPastAnswer) }
        }
    }

    /// When the request came, by the clock of its organization.
    private var arrival: Moment {
        let clock = clocks.clock(of: exchange.organization)
        return clock.isFrozen ? clock.now : Moment(milliseconds: clock.now.milliseconds - milliseconds)
    }

    private var milliseconds: Int64 { (ContinuousClock.now - start).wholeMilliseconds }
}
