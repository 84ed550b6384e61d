// Asks the sidecar of this container whether it is ready. `vigie status` says more, and takes ten times as long.
const port = (process.env.VIGIE_LISTEN || ':8723').split(':').pop();
const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
  (answer) => answer.ok,
  () => false,
);
process.exit(ready ? 0 : 1);
