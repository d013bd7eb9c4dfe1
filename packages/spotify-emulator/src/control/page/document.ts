/** The page of the controls; everything on it is filled in by its script. */
export const pageDocument: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tonearm emulator</title>
<link rel="icon" href="/__emulator/icon.svg">
<link rel="stylesheet" href="/__emulator/page.css">
<script type="module" src="/__emulator/page.js"></script>
</head>
<body>
<header>
  <h1><span class="record" aria-hidden="true"></span>Tonearm emulator</h1>
  <p><span id="world"></span> It is not Spotify, and nobody’s account is touched.</p>
</header>
<main>
  <section class="time" aria-labelledby="clock-title">
    <h2 id="clock-title">Time</h2>
    <p><output id="now"></output> <span id="pace" class="pill"></span></p>
    <div class="row" role="group" aria-label="Run">
      <button data-clock='{"freeze":true}'>Freeze</button>
      <button data-clock='{"resume":true}'>Resume</button>
      <button data-clock='{"rate":1}'>1×</button>
      <button data-clock='{"rate":60}'>60×</button>
    </div>
    <div class="row" role="group" aria-label="Move">
      <button data-clock='{"advance_ms":60000}'>+1 minute</button>
      <button data-clock='{"advance_ms":3600000}'>+1 hour</button>
      <button data-clock='{"advance_ms":86400000}'>+1 day</button>
    </div>
  </section>
  <section class="people" aria-labelledby="players-title">
    <h2 id="players-title">People and players</h2>
    <div id="users"></div>
    <div class="row"><button id="reset">Back to the start</button></div>
  </section>
  <section class="faults" aria-labelledby="faults-title">
    <h2 id="faults-title">What goes wrong</h2>
    <div class="row" id="presets"></div>
    <ul id="faults"></ul>
    <div class="row"><button id="clear-faults">Nothing</button></div>
  </section>
  <section class="audit" aria-labelledby="audit-title">
    <h2 id="audit-title">What the client did that Spotify would rather it did not</h2>
    <ul id="findings"></ul>
  </section>
  <section class="requests" aria-labelledby="journal-title">
    <div class="row bar">
      <h2 id="journal-title">Requests, as they come</h2>
      <input id="search" type="search" placeholder="Filter" aria-label="Filter requests">
      <label><input id="only-bad" type="checkbox"> only what failed</label>
      <button id="clear-journal">Forget</button>
      <a href="/__emulator/journal/har" download>HTTP Archive</a>
      <a href="/__emulator/openapi.json">Controls</a>
    </div>
    <table><thead><tr><th>Time<th>Request<th>Operation<th>Who<th>Status</tr></thead><tbody id="journal"></tbody></table>
    <p id="silence">Nobody has asked for anything yet. The API is at <code id="address"></code></p>
  </section>
</main>
<p id="problem" role="alert"></p>
</body>
</html>`;

/** A record, for the tab of the page. */
export const pageIcon: string = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<circle cx="16" cy="16" r="15" fill="#2a261f"/><circle cx="16" cy="16" r="11.5" fill="none" stroke="#4a4438"/>
<circle cx="16" cy="16" r="5.5" fill="#c8763c"/><circle cx="16" cy="16" r="1.4" fill="#f6f4f1"/>
</svg>`;
