/// The events of one reading that are still to be told.
struct EventQueue {
    private var held: [UInt8] = []
    private var data = 0..<0
    private var partEnded = false
    /// Where reading goes on once all are told.
    private var end: Int?

    var isEmpty: Bool { end == nil }

    mutating func add(_ reading: ContentReader.Reading) {
        held = reading.held
        data = reading.data
        end = reading.end
    }

    mutating func addPartEnded() {
        partEnded = true
    }

    /// The next event, nil if there is none; `position` moves behind it, and behind the reading at last.
    mutating func next(at position: inout Int) -> MultipartEvent? {
        guard let end else { return nil }
        if !held.isEmpty {
            defer { held = [] }
            return .heldData(held)
        }
        if !data.isEmpty {
            defer { data = 0..<0 }
            position = data.upperBound
            return .data(data)
        }
        position = end
        self.end = nil
        guard partEnded else { return nil }
        partEnded = false
        return .partEnded
    }
}
