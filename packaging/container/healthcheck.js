// Asks the sidecar of this container whether it lives: some programs replace a container that does not, which helps against
// no full disk and no database that is away. `vigie status` says whether it is ready, and takes ten times as long.
const [, host, port] = /^(.*):(\d+)$/.exec(process.env.VIGIE_LISTEN ?? '') ?? ['', '', '8723'];
const isAny = ['', '0.0.0.0', '[::]'].includes(host);
const alive = await fetch(`http://${isAny ? '127.0.0.1' : host}:${port}/livez`).then(
  (answer) => answer.ok,
  () => false,
);
process.exit(alive ? 0 : 1);
