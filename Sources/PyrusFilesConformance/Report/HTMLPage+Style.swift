extension HTMLPage {
    /// Colours in pairs for light and dark; every outcome has a mark of its own too, so that none is told by colour alone.
    static let style = """
        :root {
          --ink: light-dark(#1c2024, #e6e8eb); --dim: light-dark(#5b636b, #9aa3ac); --page: light-dark(#f6f7f8, #131619);
          --card: light-dark(#fff, #1b1f23); --line: light-dark(#d9dde1, #30363c); --code: light-dark(#f0f2f4, #0f1214);
          --good: light-dark(#1a6b2b, #6fcf82); --bad: light-dark(#b3261e, #ff8a80); --warn: light-dark(#8a5300, #ffc46b);
          --link: light-dark(#0b57d0, #8ab4f8);
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
        h1 { font-size: 1.5rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
        h2 small { color: var(--dim); font-weight: normal; font-size: .85rem; margin-left: .5rem; }
        h3 { font-size: .95rem; margin: 1rem 0 .25rem; }
        section > h3 { color: var(--dim); font-weight: 600; }
        header dl { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 .75rem; }
        header dl div { display: flex; gap: .4rem; }
        dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
        .caveat { border-left: 3px solid var(--warn); padding-left: .75rem; margin: .5rem 0; }
        code, pre { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: .87em; }
        pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .25rem 0;
          overflow: auto; max-height: 26rem; }
        pre i { color: var(--dim); font-style: normal; opacity: .7; }
        nav { display: flex; flex-wrap: wrap; gap: .5rem; position: sticky; top: 0; padding: .6rem 0; background: var(--page);
          z-index: 1; border-bottom: 1px solid var(--line); }
        button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 999px;
          padding: .2rem .8rem; cursor: pointer; }
        button[aria-pressed=true] { border-color: var(--link); box-shadow: inset 0 0 0 1px var(--link); }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        .case { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0;
          scroll-margin-top: 4rem; }
        .case > summary { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; padding: .5rem .75rem;
          cursor: pointer; list-style: none; }
        .case > summary::-webkit-details-marker { display: none; }
        .case > summary:hover code { text-decoration: underline; }
        .case > summary code { overflow-wrap: anywhere; }
        .case .what { color: var(--dim); flex: 1 1 16rem; }
        .case .time { color: var(--dim); font-variant-numeric: tabular-nums; }
        .case .body { border-top: 1px solid var(--line); padding: .75rem; }
        .level, .evidence { font-size: .72rem; color: var(--dim); border: 1px solid var(--line); border-radius: 4px;
          padding: 0 .35rem; }
        blockquote { margin: 0 0 .6rem; padding: .1rem .75rem; border-left: 3px solid var(--line); }
        .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: .5rem 0; }
        .wire { list-style: none; margin: 0; padding: 0; } .wire li { margin: .5rem 0; }
        .wire summary, .when, .none { color: var(--dim); font-size: .87em; } .wire summary { cursor: pointer; }
        .wire .sent > pre { border-left: 3px solid var(--link); } .wire .received > pre { border-left: 3px solid var(--good); }
        .mark { display: inline-block; min-width: 1.1em; text-align: center; font-weight: bold; color: var(--dim); }
        .tag { font-size: .8rem; font-weight: normal; border: 1px solid currentColor; border-radius: 999px; padding: .05rem .6rem;
          vertical-align: middle; white-space: nowrap; }
        .passed.mark, .passed.tag { color: var(--good); }
        .failed.mark, .failed.tag, .unexpected-pass.mark, .unexpected-pass.tag { color: var(--bad); }
        .warned.mark, .warned.tag, .error.mark, .error.tag, .expected-failure.mark, .expected-failure.tag { color: var(--warn); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; background: var(--card); }
        th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
        tbody th { font-weight: normal; } thead th small { display: block; color: var(--dim); font-weight: normal; }
        td { white-space: nowrap; }
        @media (max-width: 40rem) { nav { position: static; } }
        @media print { nav { display: none; } .case { break-inside: avoid; } }

        """
}
