// Loaded before a server: after a SIGUSR2 something keeps its event loop busy, for more than a second in each turn.
process.on('SIGUSR2', () => {
  setInterval(() => {
    const until = performance.now() + 1_100;
    while (performance.now() < until);
  }, 1);
});
