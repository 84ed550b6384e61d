/**
 * Loaded into a sidecar (`--import`): on SIGUSR2 it logs the processor time, ms, that the longest turn of the event loop
 * took since the last time. For so long nothing else runs, on a machine of its own.
 */
function used(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

let [longest, last, asked] = [0, used(), 0];

function look(): void {
  const now = used();
  [longest, last] = [Math.max(longest, now - last), now];
}

setInterval(look, 1).unref();
process.on('SIGUSR2', () => {
  look();
  process.stdout.write(`${JSON.stringify({ msg: 'longest turn', asked: ++asked, ms: longest })}\n`);
  longest = 0;
});
