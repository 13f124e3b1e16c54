/// Every deviation there is: one a case at least.
enum Deviations {
    static let all: [Deviation] = [auth].flatMap { $0 }
}
