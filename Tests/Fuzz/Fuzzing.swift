import Glibc

/// What a fuzzer reads: bytes for the code under test, and behind them decisions, one byte each.
///
/// Decisions stand at the end, so that a mutation of either leaves the other where it is.
struct FuzzInput {
    private(set) var bytes: [UInt8]

    init(_ data: UnsafePointer<UInt8>?, _ size: Int) {
        bytes = Array(UnsafeBufferPointer(start: data, count: size))
    }

    /// The next decision; 0 where the input is used up.
    mutating func decision() -> UInt8 { bytes.popLast() ?? 0 }

    mutating func choice<Element>(of elements: [Element]) -> Element {
        elements[Int(decision()) % elements.count]
    }

    /// The bytes in chunks whose sizes are decided: `pattern` decisions of 1 to 64 bytes, over and over.
    mutating func chunks(pattern: Int) -> [ArraySlice<UInt8>] {
        let sizes = (0..<pattern).map { _ in Int(decision() % 64) + 1 }
        var rest = bytes[...]
        var chunks: [ArraySlice<UInt8>] = []
        while !rest.isEmpty {
            let size = sizes[chunks.count % sizes.count]
            chunks.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return chunks
    }
}

/// A run with one input. It may not take 2 seconds of the processor's time, whatever else the machine does meanwhile.
func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int, _ run: (inout FuzzInput) -> Void) -> CInt {
    var input = FuzzInput(data, size)
    let began = clock()
    run(&input)
    require(clock() - began < 2 * CLOCKS_PER_SEC, "an input takes \(clock() - began) ticks")
    return 0
}

/// Ends the fuzzer where something is not as it has to be; libFuzzer then writes the input to a file.
func require(
    _ condition: @autoclosure () -> Bool, _ demand: @autoclosure () -> String, file: StaticString = #file,
    line: UInt = #line
) {
    guard !condition() else { return }
    let report = "\(file):\(line): \(demand())\n"
    _ = write(STDERR_FILENO, report, report.utf8.count)
    abort()
}

func requireEqual<Value: Equatable>(
    _ value: Value, _ expected: Value, _ demand: @autoclosure () -> String, file: StaticString = #file,
    line: UInt = #line
) {
    require(value == expected, "\(demand()):\n\(value)\nis not\n\(expected)", file: file, line: line)
}

extension Collection<UInt8> {
    /// Shown as text, for a person.
    var shown: String { String(decoding: self, as: UTF8.self).debugDescription }
}
