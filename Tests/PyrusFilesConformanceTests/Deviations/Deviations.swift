/// Every deviation there is: one a case at least.
enum Deviations {
    static let all: [Deviation] = ([auth, uploads] + topics).flatMap { $0 }
}
