/** `GET /plugin/vigie-oncall-app-<version>.zip`: Grafana's plugin in the version of this sidecar, for `grafana cli --pluginUrl`. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { hold, NO_ROOM } from '../bodies/room.ts';
import { HttpError } from '../errors.ts';

export interface PluginZipDeps {
  version: string;
  /** `VIGIE_PLUGIN_ZIP`; null: the file of the package. */
  pluginZip: string | null;
}

/** Where a package has the zip. In a clone, `npm run build:zip` puts it there. */
const FOLDER = path.resolve(import.meta.dirname, '../../../release');

/** Bytes of the file that wait for whoever reads slowly, in the stream and in the connection. */
const UNREAD = 128 * 1024;

/** Open to everybody who reaches the listener: Grafana's installer sends no token, and the plugin holds no secret. */
export function pluginZipRoute(app: FastifyInstance, { version, pluginZip }: PluginZipDeps): void {
  const name = `vigie-oncall-app-${version}.zip`;
  const file = pluginZip ?? path.join(FOLDER, name);
  app.get(`/plugin/${name}`, { schema: { hide: true } }, async (request, reply) => {
    if (!hold(request, UNREAD)) {
      throw new HttpError('unavailable', NO_ROOM, [], { reason: 'overloaded' });
    }
    const handle = await open(file).catch(() => null);
    const found = await handle?.stat();
    if (!handle || !found?.isFile()) {
      await handle?.close();
      throw new HttpError('not-found', ABSENT, [], { reason: 'no-such-address' });
    }
    const { size } = found;
    return reply
      .type('application/zip')
      .headers({ 'content-length': size, 'cache-control': 'no-cache' })
      .send(handle.createReadStream());
  });
}

const ABSENT =
  'This sidecar has no zip of the plugin. Packages of a release have one; VIGIE_PLUGIN_ZIP names another file.';
