/// What a report says of the kit itself.
public enum Kit {
    /// The version of the kit, which is that of the program it comes with.
    public static let version = "0.1.0"
    /// The day from which the requirements are as they are: two reports with the same one were judged alike.
    public static let contract = "2026-11-24"
}
