/// What the pages have in common.
enum HTMLPage {
    /// - Parameters:
    ///   - title: text.
    ///   - body: HTML.
    static func text(title: String, body: String, script: String = "") -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
        script-src 'unsafe-inline'">
        <title>\(Escaped.html(title))</title>
        <style>
        \(style)</style>
        </head>
        <body>
        \(body)\(script.isEmpty ? "" : "<script>\n\(script)</script>\n")</body>
        </html>

        """
    }

    /// A sentence in which backquotes set off code.
    static func code(_ sentence: String) -> String {
        let pieces = sentence.split(separator: "`", omittingEmptySubsequences: false)
        guard pieces.count % 2 == 1 else { return Escaped.html(sentence) }
        return pieces.enumerated().map { index, piece in
            index % 2 == 1 ? "<code>\(Escaped.html(String(piece)))</code>" : Escaped.html(String(piece))
        }.joined()
    }

    /// Filters cases by outcome, and opens the one that the address names.
    static let filterScript = """
        const buttons = document.querySelectorAll('nav button');
        for (const button of buttons) button.addEventListener('click', () => {
          for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
          const wanted = button.dataset.filter;
          for (const item of document.querySelectorAll('.case'))
            item.hidden = wanted !== '' && item.dataset.outcome !== wanted;
          for (const section of document.querySelectorAll('section'))
            section.hidden = !section.querySelector('.case:not([hidden])');
        });
        const open = () => {
          const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
          if (item && item.matches('.case')) { item.open = true; item.scrollIntoView(); }
        };
        addEventListener('hashchange', open);
        open();

        """
}
