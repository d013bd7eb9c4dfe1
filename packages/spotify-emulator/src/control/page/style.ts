/** How the page looks. */
export const pageStyle: string = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f4f1, #17150f); --card: light-dark(#fff, #211e17); --line: light-dark(#e2ddd5, #3a352a);
  --soft: light-dark(#6b6459, #a59c8c); --accent: light-dark(#a4501b, #e39a5f); --good: light-dark(#2c6e49, #7fc79b);
  --bad: light-dark(#b3261e, #f2867e);
  font: 15px/1.5 system-ui, sans-serif; background: var(--page); accent-color: var(--accent);
}
body { margin: 0 auto; max-width: 88rem; padding: 1.5rem; }
header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; margin-bottom: 1rem; }
header p { margin: 0; color: var(--soft); }
h1 { display: flex; gap: .6rem; align-items: center; margin: 0; font-size: 1.5rem; letter-spacing: -.01em; }
h2 { font-size: .8rem; margin: 0 0 .6rem; color: var(--soft); font-weight: 600; }
.record { width: 1.6rem; height: 1.6rem; border-radius: 50%;
  background: radial-gradient(circle, var(--page) 8%, var(--accent) 9% 32%, #2a261f 33% 44%, #3d382e 45% 50%, #2a261f 51% 60%, #3d382e 61% 66%, #2a261f 67%); }
main { display: grid; grid-template-columns: minmax(0, 1fr) 23rem; grid-auto-rows: min-content; gap: 1rem; align-items: start;
  grid-template-areas: "requests time" "requests people" "requests faults" "requests audit" "requests ."; }
.requests { grid-area: requests; } .time { grid-area: time; } .people { grid-area: people; } .faults { grid-area: faults; } .audit { grid-area: audit; }
@media (max-width: 68rem) {
  main { grid-template: none; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
  .time, .people, .faults, .audit { grid-area: auto; } .requests { grid-area: auto; grid-column: 1 / -1; order: 1; }
}
section { min-width: 0; box-sizing: border-box; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem; }
.requests { overflow-x: auto; }
.row { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin-top: .5rem; }
.bar { margin: 0 0 .6rem; gap: .8rem; } .bar h2 { margin: 0 auto 0 0; } label { color: var(--soft); }
button, input[type=search] { font: inherit; font-size: .9rem; padding: .25rem .7rem; border-radius: .4rem; border: 1px solid var(--line); background: var(--page); color: inherit; }
button { cursor: pointer; } button:hover { border-color: var(--accent); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
a { color: var(--accent); }
.time p { margin: 0; } #now { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
.pill { font-size: .75rem; padding: .1rem .5rem; border-radius: 1rem; border: 1px solid var(--line); color: var(--soft); white-space: nowrap; }
ul { margin: .5rem 0 0; padding: 0; list-style: none; } li { padding: .3rem 0; border-top: 1px solid var(--line); font-size: .87rem; } li:first-child { border: 0; }
#faults li:not(.none) { font-family: ui-monospace, monospace; font-size: .78rem; } .none { color: var(--soft); }
.user { display: flex; gap: .8rem; padding: .7rem 0; border-top: 1px solid var(--line); } .user:first-child { border: 0; padding-top: 0; }
.user img, .user .blank { width: 3.5rem; height: 3.5rem; border-radius: .4rem; flex: none; background: var(--line); } .user .about { flex: 1; min-width: 0; }
.user strong { margin-right: .4rem; } .title { font-weight: 600; } .user .quiet { color: var(--soft); font-size: .85rem; }
progress { width: 100%; height: .35rem; margin: .3rem 0; appearance: none; border: 0; border-radius: 1rem; overflow: hidden; background: var(--line); }
progress::-webkit-progress-bar { background: var(--line); } progress::-webkit-progress-value { background: var(--accent); } progress::-moz-progress-bar { background: var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: .87rem; font-variant-numeric: tabular-nums; }
th { font-weight: 600; color: var(--soft); } td, th { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top; border-top: 1px solid var(--line); }
td:nth-child(1), td:nth-child(4), td:nth-child(5) { white-space: nowrap; } td:nth-child(2) { font-family: ui-monospace, monospace; font-size: .8rem; white-space: nowrap; max-width: 24rem; overflow: hidden; text-overflow: ellipsis; }
td:nth-child(3) { color: var(--soft); min-width: 9rem; } td:last-child { color: var(--good); padding-right: 0; } td.bad, #problem { color: var(--bad); font-weight: 600; }
table:has(tbody:not(:empty)) + #silence { display: none; } #silence { color: var(--soft); }
`;
