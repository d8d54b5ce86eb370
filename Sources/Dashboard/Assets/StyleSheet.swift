/// How pages look, by day and by night, on a telephone and on paper.
enum StyleSheet {
  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#d4380d" d="M12 2 22.5 21h-21Z"/>\
    <path stroke="#fff" stroke-width="2.2" stroke-linecap="round" d="M12 9v5.5M12 17.6v.2"/></svg>
    """

  static let text = #"""
    :root {
      color-scheme: light dark;
      --ground: #f5f6f8; --surface: #fff; --raised: #fafbfc; --line: #dfe3e8; --strong: #7b8694;
      --text: #171c24; --quiet: #56606d; --accent: #1b5cc4; --accent-soft: #e7effc; --on-accent: #fff;
      --red: #c0261b; --red-soft: #fdecea; --orange: #b34700; --orange-soft: #fdeedd; --yellow: #7a5b00;
      --yellow-soft: #fdf3c8; --blue: #1d5a9c; --blue-soft: #e4eefa; --green: #17693a; --green-soft: #e3f4e9;
      --grey-soft: #eceff2; --shadow: 0 1px 2px rgb(16 24 40 / 6%);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #0f1216; --surface: #171b21; --raised: #1c2128; --line: #2c333c; --strong: #7d8896;
        --text: #e7eaee; --quiet: #a3adb9; --accent: #7fb0ff; --accent-soft: #1b2a44; --on-accent: #0d1420;
        --red: #ff9389; --red-soft: #42191a; --orange: #ffae70; --orange-soft: #40260f; --yellow: #f0d060;
        --yellow-soft: #3a300c; --blue: #8fc1ff; --blue-soft: #16293f; --green: #7ddba0; --green-soft: #12311f;
        --grey-soft: #262c34; --shadow: none;
      }
    }
    *, ::before, ::after { box-sizing: border-box; }
    html { font-size: 87.5%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); min-height: 100vh; background: var(--ground);
      color: var(--text); line-height: 1.5;
      font-family: Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei",
        "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif;
    }
    h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
    h1 { font-size: 1.5rem; font-weight: 650; letter-spacing: -.01em; line-height: 1.25; }
    h2 { font-size: 1rem; font-weight: 650; }
    h3 { font-size: .86rem; font-weight: 650; margin: 1rem 0 .35rem; color: var(--quiet); }
    a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    main:focus, .notice:focus { outline: none; }
    code { font: .86em ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--quiet); }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .skip { position: absolute; left: -999rem; top: .5rem; z-index: 9; padding: .5rem 1rem; background: var(--surface); }
    .skip:focus { left: .5rem; }
    .muted { color: var(--quiet); }
    .sub { display: block; color: var(--quiet); font-size: .86rem; }
    .line { max-width: 34rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .hint { color: var(--quiet); font-size: .86rem; }
    .overdue { color: var(--red); font-weight: 600; white-space: nowrap; }

    /* Around the page */
    .side { grid-row: 1; position: sticky; top: 0; align-self: start; height: 100vh; padding: 1rem .75rem;
      border-right: 1px solid var(--line); background: var(--surface); }
    .brand { display: flex; align-items: center; gap: .55rem; padding: .25rem .6rem 1.1rem; color: var(--text);
      font-weight: 700; font-size: 1.07rem; letter-spacing: -.01em; text-decoration: none; }
    .brand svg { width: 1.5rem; height: 1.5rem; fill: #d4380d; }
    .brand .mark { stroke: #fff; stroke-width: 2; stroke-linecap: round; fill: none; }
    .side ul { list-style: none; display: grid; gap: 2px; }
    .side li a { display: flex; align-items: center; gap: .6rem; padding: .42rem .6rem; border-radius: 6px;
      color: var(--quiet); text-decoration: none; font-weight: 500; }
    .side li a:hover { background: var(--grey-soft); color: var(--text); }
    .side [aria-current] { background: var(--accent-soft); color: var(--accent); font-weight: 600; }
    .icon { width: 1.2rem; height: 1.2rem; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5;
      stroke-linejoin: round; stroke-linecap: round; }
    button.link { border: 0; padding: 0; background: none; color: var(--accent); text-decoration: underline; cursor: pointer; }
    .alone { grid-template-columns: minmax(0, 1fr); } .login { max-width: 30rem; }
    .content { display: flex; flex-direction: column; min-width: 0; }
    .topbar { display: flex; align-items: center; gap: 1rem; min-height: 3rem; padding: 0 1.75rem;
      border-bottom: 1px solid var(--line); background: var(--surface); font-size: .9rem; }
    .crumbs ol { display: flex; list-style: none; gap: .4rem; flex-wrap: wrap; }
    .crumbs li::after { content: "/"; margin-left: .4rem; color: var(--strong); }
    p.tools { display: flex; flex-wrap: wrap; gap: .6rem; margin: 0 0 1rem; }
    .inline { margin-bottom: .8rem; }
    div.tools { display: flex; gap: 1rem; margin-left: auto; align-items: center; white-space: nowrap; }
    main { flex: 1; padding: 1.4rem 1.75rem 2rem; max-width: 96rem; width: 100%; }
    .heading { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin-bottom: 1.1rem; }
    .heading .live { margin-left: auto; }
    .lead { margin: -.6rem 0 1.1rem; color: var(--quiet); max-width: 60rem; }
    footer { padding: 1rem 1.75rem; color: var(--quiet); font-size: .86rem; border-top: 1px solid var(--line); }

    /* Blocks */
    .card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.15rem 1.1rem;
      box-shadow: var(--shadow); min-width: 0; }
    .cardhead { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; margin-bottom: .7rem; }
    .more { font-size: .9rem; }
    .columns { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
    .columns.split { align-items: start; }
    .columns.split { grid-template-columns: minmax(0, 1.65fr) minmax(19rem, 1fr); }
    .stack { display: grid; gap: 1rem; min-width: 0; }
    .columns .wide { grid-column: 1 / -1; }
    .empty { color: var(--quiet); padding: .6rem 0; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin-bottom: 1rem; }
    .figure { display: grid; gap: .1rem; padding: .85rem 1.1rem; background: var(--surface); border: 1px solid var(--line);
      border-radius: 8px; color: var(--text); text-decoration: none; box-shadow: var(--shadow); }
    .figure:hover { border-color: var(--accent); }
    .figure .name { color: var(--quiet); font-size: .9rem; font-weight: 500; }
    .figure .value { font-size: 1.85rem; font-weight: 650; letter-spacing: -.02em; line-height: 1.25;
      font-variant-numeric: tabular-nums; }
    .figure { align-content: start; } .figure .note { color: var(--quiet); font-size: .86rem; }
    .figure.bad .value { color: var(--red); }
    .plain { list-style: none; display: grid; }
    .plain li { padding: .55rem 0; border-top: 1px solid var(--line); }
    .plain li:first-child { border-top: 0; padding-top: 0; }
    .plain li:last-child { padding-bottom: 0; }
    .plain.small li { padding: .25rem 0; border: 0; }
    .row { display: flex; justify-content: space-between; align-items: baseline; gap: .75rem; }
    .row > a { font-weight: 550; min-width: 0; overflow-wrap: anywhere; }
    .badges { display: inline-flex; gap: .35rem; flex-wrap: wrap; flex: none; }

    /* Words with a colour */
    .grade, .level, .stage, .phase, .mark { display: inline-block; padding: .06rem .5rem; border-radius: 4px;
      font-size: .84rem; font-weight: 600; white-space: nowrap; border: 1px solid transparent; }
    .grade::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .4em; background: currentColor;
      border-radius: 50%; }
    .grade.red::before { border-radius: 0; transform: rotate(45deg); }
    .grade.orange::before { border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
    .grade.yellow::before { border-radius: 0; }
    .grade.clear::before { background: none; border: 1.5px solid currentColor; }
    .red { color: var(--red); background: var(--red-soft); } .orange { color: var(--orange); background: var(--orange-soft); }
    .yellow { color: var(--yellow); background: var(--yellow-soft); } .blue { color: var(--blue); background: var(--blue-soft); }
    .grade.clear { color: var(--green); background: var(--green-soft); font-weight: 500; }
    .level.major { color: var(--red); border-color: currentColor; }
    .level.general { color: var(--quiet); border-color: var(--line); font-weight: 500; }
    .stage, .phase { background: var(--grey-soft); color: var(--text); font-weight: 500; }
    .stage.open { background: var(--orange-soft); color: var(--orange); }
    .stage.assigned, .stage.rectifying, .phase.running, .phase.launching { background: var(--blue-soft); color: var(--blue); }
    .stage.rectified { background: var(--yellow-soft); color: var(--yellow); }
    .stage.closed, .phase.complete { background: var(--green-soft); color: var(--green); }
    .mark { background: var(--accent-soft); color: var(--accent); font-size: .8rem; }

    /* Tables */
    .scroll { overflow-x: auto; } .scroll time { white-space: nowrap; }
    .views ul { display: flex; flex-wrap: wrap; list-style: none; gap: .2rem; margin-bottom: .9rem; }
    .views a { display: block; padding: .3rem .75rem; border-radius: 6px; color: var(--quiet); text-decoration: none;
      font-weight: 550; }
    .views a:hover { background: var(--grey-soft); }
    .views [aria-current] { background: var(--surface); color: var(--accent); box-shadow: 0 0 0 1px var(--line); }
    .cards tbody th { width: 34%; max-width: 0; min-width: 17rem; }
    table { border-collapse: collapse; width: 100%; font-size: .95rem; }
    th, td { padding: .5rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
    thead th { color: var(--quiet); font-size: .86rem; font-weight: 550; white-space: nowrap; background: var(--surface); }
    tbody th { font-weight: 500; }
    tbody tr:last-child > * { border-bottom: 0; }
    tbody tr:hover > * { background: var(--raised); }
    th:first-child, td:first-child { padding-left: .15rem; }
    th:last-child, td:last-child { padding-right: .15rem; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .matrix td, .matrix th { padding: .35rem .4rem; text-align: center; border: 0; background: none !important; }
    .matrix tbody th { text-align: left; }
    .matrix .cell { display: block; padding: .5rem; border-radius: 6px; font-size: 1.2rem; font-weight: 650;
      text-decoration: none; }
    .matrix .cell:hover { text-decoration: underline; }
    .matrix .total { font-weight: 650; font-size: 1.05rem; vertical-align: middle; }
    .matrix td.muted { vertical-align: middle; }
    .bar { display: block; min-width: 7rem; }
    .bar svg { display: block; width: 100%; height: 6px; border-radius: 3px; margin: .35rem 0 .2rem; }
    .bar .track { fill: var(--grey-soft); } .bar .fill { fill: var(--accent); }
    .bar > span { color: var(--quiet); font-size: .86rem; }

    /* Charts */
    .chart svg { display: block; width: 100%; height: auto; max-height: 17rem; }
    .chart text { fill: var(--quiet); font-size: 11px; }
    .grid { stroke: var(--line); stroke-width: 1; }
    .series0 { fill: var(--accent); } .series1 { fill: url(#hatch); stroke: var(--quiet); stroke-width: .8; }
    .hatchground { fill: var(--surface); } .hatchline { fill: var(--quiet); }
    .key { display: inline-flex; align-items: center; gap: .4rem; margin-right: 1.2rem; font-size: .9rem; color: var(--quiet); }
    .key svg { width: .9rem; height: .9rem; }
    figcaption { margin-top: .4rem; }
    .data { margin-top: .6rem; font-size: .93rem; }
    summary { cursor: pointer; color: var(--accent); font-weight: 500; }
    .map svg { display: block; width: 100%; height: auto; max-height: 34rem; }
    .map .area { stroke: var(--surface); stroke-width: 1; vector-effect: non-scaling-stroke; }
    .map .area.red { fill: #d9402f; } .map .area.orange { fill: #f0903c; } .map .area.yellow { fill: #f4d35a; }
    .map .area.blue { fill: #7fb2e6; } .map .area.clear { fill: var(--grey-soft); stroke: var(--strong); }
    .map a:hover .area, .map a:focus-visible .area { stroke: var(--text); stroke-width: 2; }
    .map text { fill: #14181f; font-size: 17px; font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 3px; }

    /* Forms */
    input, select, textarea, button { font: inherit; color: inherit; }
    input:not([type="checkbox"]), select, textarea { width: 100%; padding: .38rem .55rem; border: 1px solid var(--strong);
      border-radius: 6px; background: var(--surface); min-height: 2.3rem; }
    textarea { resize: vertical; }
    input[type="checkbox"] { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--accent); }
    [aria-invalid="true"] { border-color: var(--red) !important; outline-color: var(--red); }
    .error { display: block; color: var(--red); font-size: .9rem; font-weight: 550; }
    .button { display: inline-flex; align-items: center; min-height: 2.3rem; padding: .3rem .9rem; border: 1px solid var(--strong);
      border-radius: 6px; background: var(--surface); color: var(--text); font-weight: 550; text-decoration: none; cursor: pointer;
      white-space: nowrap; }
    .button:hover { background: var(--grey-soft); }
    .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
    .button.main:hover { filter: brightness(1.08); }
    .button.live { min-height: 1.9rem; font-size: .9rem; font-weight: 500; }
    .sheet { display: grid; gap: 1rem; max-width: 46rem; } .after { margin-top: 1rem; max-width: 46rem; }
    .ask { margin: 0; padding: .9rem 0; border: 0; border-top: 1px solid var(--line); min-width: 0; display: grid; gap: .55rem; }
    .ask[aria-invalid="true"] { border-left: 3px solid var(--red); padding-left: .8rem; }
    .cardhead + .ask { border-top: 0; padding-top: 0; }
    .ask legend { float: left; width: 100%; padding: 0; font-weight: 600; } .ask legend + * { clear: both; }
    .sheet .pair { grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); } .ask > .field, .sheet .pair .field { margin: 0; }
    .choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .5rem; }
    .choice { display: flex; align-items: center; gap: .6rem; min-height: 3rem; padding: .4rem .8rem;
      border: 1px solid var(--strong); border-radius: 8px; background: var(--surface); cursor: pointer; }
    .choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft); font-weight: 600; }
    .choice input { width: 1.25rem; height: 1.25rem; min-height: 0; padding: 0; margin: 0; flex: none;
      accent-color: var(--accent); }
    .send { position: sticky; bottom: 0; padding: .7rem 0; background: var(--ground); }
    .send .button { width: 100%; min-height: 3.2rem; justify-content: center; font-size: 1.05rem; }
    .filters { margin-bottom: 1.1rem; padding: .9rem 1.15rem; background: var(--surface); border: 1px solid var(--line);
      border-radius: 8px; }
    .fields { display: flex; flex-wrap: wrap; gap: .7rem; align-items: end; }
    .fields > label:not(.check) { flex: 1 1 9rem; max-width: 15rem; font-size: .86rem; color: var(--quiet); }
    .fields > label > span { display: block; margin-bottom: .15rem; }
    .fields > label > :is(input, select) { color: var(--text); font-size: 1rem; }
    .check { display: inline-flex; align-items: center; gap: .45rem; min-height: 2.3rem; }
    .filters details { margin-top: .7rem; } .filters details .fields { margin-top: .6rem; }
    .chips { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin-top: .8rem; }
    .chip { padding: .12rem .6rem; border-radius: 99px; background: var(--accent-soft); text-decoration: none; font-size: .9rem;
      font-weight: 500; }
    a.clear { font-size: .9rem; margin-left: .4rem; }
    .list { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1.15rem .9rem;
      box-shadow: var(--shadow); }
    .listhead { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .3rem 1.5rem; margin-bottom: .4rem; }
    .sorting { color: var(--quiet); font-size: .9rem; } .sorting > * { margin-left: .5rem; } .sorting strong { color: var(--text); }
    .bulk { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding-top: .8rem; margin-top: .3rem;
      border-top: 1px solid var(--line); }
    .bulk label { display: inline-flex; align-items: center; gap: .5rem; white-space: nowrap; } .bulk select { width: auto; }
    .pager { display: flex; justify-content: flex-end; gap: .6rem; margin-top: 1rem; }
    .field { margin-bottom: .75rem; } .field > label { display: block; font-weight: 550; margin-bottom: .15rem; }
    .field .hint { display: block; margin-bottom: .2rem; } .field label .muted { font-weight: 400; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
    .do { border: 1px solid var(--line); border-radius: 6px; margin-top: .45rem; background: var(--raised); }
    .do > summary { padding: .45rem .8rem; font-weight: 550; color: var(--text); }
    .do[open] > summary { border-bottom: 1px solid var(--line); } .do > form { padding: .8rem; background: var(--surface);
      border-radius: 0 0 6px 6px; }
    .notice { padding: .7rem 1rem; margin-bottom: 1.1rem; border-radius: 6px; border-left: 4px solid; }
    .notice.done { background: var(--green-soft); border-color: var(--green); }
    .notice.failed { background: var(--red-soft); border-color: var(--red); }
    .notice.hint { background: var(--blue-soft); border-color: var(--blue); color: var(--text); font-size: 1rem; }
    .notice p { font-weight: 600; } .notice ul { padding-left: 1.2rem; }

    /* One hazard */
    .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem 1.5rem; }
    .facts dt, .reasons dt { color: var(--quiet); font-size: .86rem; font-weight: 500; }
    .facts dd { overflow-wrap: anywhere; }
    .reasons { display: grid; grid-template-columns: 8.5rem 1fr; gap: .6rem 1rem; }
    .reasons dd { overflow-wrap: anywhere; }
    .timeline { list-style: none; margin-left: .35rem; border-left: 2px solid var(--line); }
    .event { position: relative; padding: 0 0 1rem 1.2rem; } .event:last-child { padding-bottom: 0; }
    .event::before { content: ""; position: absolute; left: -.45rem; top: .4rem; width: .75rem; height: .75rem; border-radius: 50%;
      background: var(--surface); border: 2px solid var(--strong); }
    .event.found::before { background: var(--orange); border-color: var(--orange); }
    .event.accept::before, .event.fix-on-the-spot::before, .event.re-inspection-passed::before { background: var(--green);
      border-color: var(--green); }
    .event.escalated::before, .event.reject::before { background: var(--red); border-color: var(--red); }
    .event time { color: var(--quiet); font-size: .86rem; white-space: nowrap; }
    .event p { overflow-wrap: anywhere; } .who { color: var(--quiet); font-size: .9rem; }
    .evidence > span { color: var(--quiet); font-size: .86rem; margin-right: .4rem; }
    .chain { padding-left: 1.3rem; } .chain .sub { display: inline; }

    @media (max-width: 62rem) {
      .columns, .columns.split { grid-template-columns: minmax(0, 1fr); }
    }
    @media (max-width: 48rem) {
      html { font-size: 100%; }
      body { display: block; }
      .side { position: static; height: auto; padding: .5rem .75rem; border-right: 0; border-bottom: 1px solid var(--line); }
      .brand { padding: .2rem .3rem .4rem; }
      .side nav { overflow-x: auto; } .side ul { display: flex; } .side li a { white-space: nowrap; padding: .5rem .6rem; }
      .side .icon { display: none; }
      .topbar, main, footer { padding-left: 1rem; padding-right: 1rem; }
      .figures { grid-template-columns: 1fr 1fr; gap: .6rem; } .figure .value { font-size: 1.5rem; }
      .button, input:not([type="checkbox"]), select { min-height: 2.75rem; }
      .do > summary { padding: .75rem .8rem; }
      .matrix .grade, .matrix .level { padding: .06rem .3rem; } .matrix td, .matrix th { padding: .3rem .15rem; }
      .bulk label { flex-wrap: wrap; white-space: normal; } .bulk select { max-width: 100%; }
      .listhead, .sorting { flex-wrap: wrap; } .sorting a, .sorting strong { display: inline-block; }
      .reasons { grid-template-columns: 1fr; gap: .1rem; } .reasons dd { margin-bottom: .7rem; }
      .row { flex-wrap: wrap; gap: .1rem .75rem; }
      .fields > label:not(.check) { max-width: none; flex-basis: 45%; }
      .cards tbody th { width: auto; max-width: none; min-width: 0; }
      table.cards, .cards tbody, .cards tr, .cards td, .cards th { display: block; }
      .cards thead { display: none; }
      .cards tr { position: relative; padding: .7rem 0; border-bottom: 1px solid var(--line); }
      .cards td, .cards th { border: 0; padding: .1rem 0 !important; }
      .cards td:not(:first-child) { display: inline-block; margin-right: .7rem; }
      .cards td:first-child:has(input) { position: absolute; right: 0; top: .7rem; } .cards th { padding-right: 2.2rem !important; }
    }
    @media (prefers-reduced-motion: no-preference) {
      a, .button, .figure { transition: background-color .12s, border-color .12s; }
    }
    @media (forced-colors: active) {
      .grade::before { forced-color-adjust: none; } .bar .fill { fill: CanvasText; }
    }
    @media print {
      :root { color-scheme: light; }
      @page { margin: 14mm; }
      body { display: block; background: none; font-size: 9.5pt; }
      .side, .topbar, .filters, .bulk, .pager, .actions, .skip, .live, td:has(> input), .sorting { display: none; }
      main { padding: 0; max-width: none; } .card, .figure, .list { box-shadow: none; break-inside: avoid; border-color: #999; }
      .list { break-inside: auto; } thead { display: table-header-group; } tr { break-inside: avoid; }
      a { color: inherit; text-decoration: none; } .columns { grid-template-columns: 1fr 1fr; } .columns.split { display: block; }
      .scroll { overflow: visible; } .grade, .level, .stage { border-color: #666; }
    }

    """#
}
