/// First in, first out, both in constant time on average.
struct Queue<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard let first else { return nil }
        elements[head] = nil
        head += 1
        if head > 32, head > elements.count / 2 {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }

    var contents: [Element] { elements[head...].compactMap { $0 } }
}
