public import PyrusFiles

/// Several runs side by side.
public struct Matrix: Sendable {
    /// A report as it was read from its JSON.
    public struct Column: Sendable {
        let peer: String
        let facts: String
        let isWhole: Bool
        let cells: [Case.ID: Cell]
        let ids: [Case.ID]

        /// `nil` for JSON that is no report.
        public init?(_ json: JSON) {
            guard let peer = json["peer"]?.stringValue, let contract = json["contract"]?.stringValue,
                let profile = json["profile"]?.stringValue, let edition = json["edition"]?.stringValue,
                let isWhole = json["whole"]?.boolValue, let cases = json["cases"]?.arrayValue
            else { return nil }
            self.peer = peer
            self.isWhole = isWhole
            facts = "\(contract), \(profile), \(edition)"
            var (cells, ids): ([Case.ID: Cell], [Case.ID]) = ([:], [])
            for item in cases {
                guard let id = item["id"]?.stringValue,
                    let outcome = item["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)),
                    cells.updateValue(Cell(outcome: outcome, reason: item["reason"]?.stringValue), forKey: id) == nil
                else { return nil }
                ids.append(id)
            }
            (self.cells, self.ids) = (cells, ids)
        }
    }

    struct Cell: Sendable {
        let outcome: Outcome
        let reason: String?
    }

    private let columns: [Column]
    private let ids: [Case.ID]

    /// In the order given.
    public init(_ columns: [Column]) {
        self.columns = columns
        var seen: Set<Case.ID> = []
        ids = columns.flatMap(\.ids).filter { seen.insert($0).inserted }
    }

    /// One page, without anything from elsewhere.
    public var html: String {
        let heads = columns.map { column in
            let note = column.isWhole ? "" : "<small>narrowed: proves nothing about the rest</small>"
            return
                "<th scope=\"col\">\(Escaped.html(column.peer))<small>\(Escaped.html(column.facts))</small>\(note)</th>"
        }.joined()
        let rows = ids.map { id in
            "<tr><th scope=\"row\"><code>\(Escaped.html(id))</code></th>\(columns.map { cell($0.cells[id]) }.joined())</tr>\n"
        }.joined()
        let sums = columns.map { "<td>\($0.passed) of \($0.cells.count) passed</td>" }.joined()
        return HTMLPage.text(
            title: "Conformance, side by side",
            body: """
                <h1>Conformance, side by side</h1>
                <div class="scroll"><table>
                <thead><tr><th scope="col">case</th>\(heads)</tr></thead>
                <tbody>
                <tr><th scope="row">all</th>\(sums)</tr>
                \(rows)</tbody>
                </table></div>

                """)
    }

    private func cell(_ cell: Cell?) -> String {
        guard let cell else { return "<td></td>" }
        let name = cell.outcome.rawValue
        return
            "<td title=\"\(Escaped.xml(cell.reason ?? ""))\"><span class=\"mark \(name)\">\(cell.outcome.mark)</span> \(name)</td>"
    }

    /// The same as a Markdown table.
    public var markdown: String {
        let heads = columns.map { " \(Escaped.markdown($0.peer)) |" }.joined()
        let rows = ids.map { id in
            let cells = columns.map { column in
                column.cells[id].map { " \($0.outcome.mark) \($0.outcome.rawValue) |" } ?? " |"
            }
            return "| \(Escaped.markdown(id)) |\(cells.joined())\n"
        }.joined()
        return "| case |\(heads)\n| --- |\(columns.map { _ in " --- |" }.joined())\n\(rows)"
    }
}

extension Matrix.Column {
    fileprivate var passed: Int { cells.values.count { $0.outcome == .passed } }
}
