// Asks the sidecar of this container whether it is ready. `vigie status` says more, and takes ten times as long.
const [, host, port] = /^(.*):(\d+)$/.exec(process.env.VIGIE_LISTEN ?? '') ?? ['', '', '8723'];
const isAny = ['', '0.0.0.0', '[::]'].includes(host);
const ready = await fetch(`http://${isAny ? '127.0.0.1' : host}:${port}/readyz`).then(
  (answer) => answer.ok,
  () => false,
);
process.exit(ready ? 0 : 1);
