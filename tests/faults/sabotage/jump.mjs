// Loaded before a server: each SIGUSR2 lets half an hour pass for it.
let later = 0;
for (const clock of [performance, Date]) {
  const { now } = clock;
  clock.now = () => now.call(clock) + later;
}
process.on('SIGUSR2', () => {
  later += 1_800_000;
});
