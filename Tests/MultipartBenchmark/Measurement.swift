/// How long something took.
struct Measurement {
    let bytes: Int
    let time: Duration

    var secondsPerByte: Double { time / .seconds(1) / Double(bytes) }
}

/// The best of three runs of `work`, which returns how many bytes it went through.
func measure(_ work: () -> Int) -> Measurement {
    let clock = ContinuousClock()
    var best: Measurement?
    for _ in 0..<3 {
        var bytes = 0
        let time = clock.measure { bytes = work() }
        if best.map({ time < $0.time }) ?? true { best = Measurement(bytes: bytes, time: time) }
    }
    return best ?? Measurement(bytes: 0, time: .zero)
}

/// Prints one line; `growth` is how much longer a byte took than in the run it is compared with.
func report(_ name: String, _ measurement: Measurement, growth: Double? = nil) {
    let rate = 1 / measurement.secondsPerByte / 1e9
    print(
        name.padded(to: 44), String(measurement.bytes).padded(to: 12),
        "\((measurement.time / .milliseconds(1)).hundredths) ms".padded(to: 12),
        "\(rate.hundredths) GB/s".padded(to: 12), growth.map(\.hundredths) ?? "")
}

extension Double {
    /// The number with two digits behind the point, cut off.
    fileprivate var hundredths: String {
        let hundredths = Int(self * 100)
        return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
    }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
