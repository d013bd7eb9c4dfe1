/** The page of the controls; everything on it is filled in by its script. */
export const pageDocument: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tonearm emulator</title>
<link rel="stylesheet" href="/__emulator/page.css">
<script type="module" src="/__emulator/page.js"></script>
</head>
<body>
<header>
  <h1>Tonearm emulator</h1>
  <p><span id="world"></span> It is not Spotify, and nobody’s account is touched.</p>
</header>
<main>
  <section aria-labelledby="clock-title">
    <h2 id="clock-title">Time</h2>
    <p><output id="now"></output> <span id="pace"></span></p>
    <div class="row">
      <button data-clock='{"freeze":true}'>Freeze</button>
      <button data-clock='{"resume":true}'>Resume</button>
      <button data-clock='{"advance_ms":60000}'>+1 minute</button>
      <button data-clock='{"advance_ms":3600000}'>+1 hour</button>
      <button data-clock='{"advance_ms":86400000}'>+1 day</button>
      <button data-clock='{"rate":1}'>1×</button>
      <button data-clock='{"rate":60}'>60×</button>
    </div>
  </section>
  <section aria-labelledby="faults-title">
    <h2 id="faults-title">What goes wrong</h2>
    <div class="row" id="presets"></div>
    <ul id="faults"></ul>
    <div class="row"><button id="clear-faults">Nothing</button></div>
  </section>
  <section aria-labelledby="players-title">
    <h2 id="players-title">People and players</h2>
    <div id="users"></div>
    <div class="row"><button id="reset">Back to the start</button></div>
  </section>
  <section aria-labelledby="audit-title">
    <h2 id="audit-title">What the client did that Spotify would rather it did not</h2>
    <ul id="findings"></ul>
  </section>
  <section class="wide" aria-labelledby="journal-title">
    <h2 id="journal-title">Requests, as they come</h2>
    <div class="row"><button id="clear-journal">Forget</button> <a href="/__emulator/journal/har" download>HTTP Archive</a>
      <a href="/__emulator/openapi.json">Controls</a></div>
    <table><thead><tr><th>Time<th>Request<th>Operation<th>Who<th>Status</tr></thead><tbody id="journal"></tbody></table>
  </section>
</main>
<p id="problem" role="alert"></p>
</body>
</html>`;

/** How the page looks. */
export const pageStyle: string = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { margin: 0; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
section { min-width: 0; overflow-wrap: anywhere; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; padding: 1rem; }
.wide { grid-column: 1 / -1; overflow-x: auto; }
.row { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: .4rem 0; }
button { font: inherit; padding: .2rem .7rem; border-radius: .3rem; cursor: pointer; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .15rem .6rem .15rem 0; white-space: nowrap; vertical-align: top; }
td:nth-child(3) { white-space: normal; overflow-wrap: normal; }
ul { padding-left: 1.2rem; } progress { width: 100%; }
.bad { color: #c62828; font-weight: 600; } #problem { color: #c62828; }
.user { margin-bottom: .8rem; } .user strong { margin-right: .4rem; }
`;
