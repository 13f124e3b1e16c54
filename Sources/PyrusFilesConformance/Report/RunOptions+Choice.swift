public import PyrusFiles

extension RunOptions {
    /// The cases of a half that are run.
    ///
    /// - Parameters:
    ///   - half: whom the cases judge.
    ///   - edition: of the peer; what that has not is left out.
    public func chosen(of half: Case.Half, edition: Edition = .cloud) -> [Case] {
        Catalogue.all.filter { $0.half == half && $0.isOf(edition) && includes($0.id) }
    }

    /// Globs, of either kind, that no case of a half has an id for.
    public func unmatched(of half: Case.Half) -> [String] {
        let ids = Catalogue.all.filter { $0.half == half }.map(\.id)
        return (only + skipped).filter { pattern in
            let glob = Glob(pattern)
            return !ids.contains { glob.matches($0) }
        }
    }
}
