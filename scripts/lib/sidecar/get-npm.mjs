/**
 * `node get-npm.mjs`: installs npm below `/usr/local`, from the registry that npm would ask, in the version and with the
 * hash below. The image's build stage runs it: Debian's package of npm brings 380 others. Needs Node and tar alone.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { homedir } from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';

const VERSION = '11.19.1';
const INTEGRITY = 'sha512-ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==';
const FOLDER = '/usr/local/lib/node_modules/npm';
const COMMAND = '/usr/local/bin/npm';
const MOST_REDIRECTS = 5;

/** @param {string} text of an .npmrc @returns {{ registry: string, cafile: string | null, headersFor: (url: string) => Record<string, string> }} */
export function readNpmrc(text) {
  const settings = new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.replace(/^"(.*)"$/, '$1')]];
    }),
  );
  const registry = `${(settings.get('registry') ?? 'https://registry.npmjs.org').replace(/\/+$/, '')}/`;
  /** Credentials belong to an address and everything below it. */
  const headersFor = (url) => {
    for (const [name, value] of settings) {
      const [, place, kind] = /^\/\/(.*?):(_authToken|_auth)$/.exec(name) ?? [];
      if (place !== undefined && url.replace(/^\w+:\/\//, '').startsWith(place))
        return { authorization: `${kind === '_auth' ? 'Basic' : 'Bearer'} ${value}` };
    }
    return {};
  };
  return { registry, cafile: settings.get('cafile') ?? null, headersFor };
}

function download(url, { cafile, headersFor }, redirects = 0) {
  const ca = cafile === null ? undefined : [...rootCertificates, readFileSync(cafile, 'utf8')];
  return new Promise((resolve, reject) => {
    get(url, { headers: headersFor(url), ...(ca && { ca }) }, (answer) => {
      const { statusCode, headers } = answer;
      if (headers.location !== undefined && statusCode >= 300 && redirects < MOST_REDIRECTS) {
        answer.resume();
        const next = new URL(headers.location, url).href;
        return resolve(download(next, { cafile, headersFor }, redirects + 1));
      }
      if (statusCode !== 200) return reject(new Error(`${url} answered ${statusCode}`));
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      return answer.on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject);
  });
}

async function install() {
  const settings = path.join(homedir(), '.npmrc');
  const npmrc = readNpmrc(existsSync(settings) ? readFileSync(settings, 'utf8') : '');
  const archive = await download(`${npmrc.registry}npm/-/npm-${VERSION}.tgz`, npmrc);
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (found !== INTEGRITY)
    throw new Error(`npm ${VERSION} from ${npmrc.registry} has the hash ${found}, not ${INTEGRITY}`);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}.tgz`;
  writeFileSync(file, archive);
  const { status, stderr } = spawnSync('tar', ['-xzf', file, '-C', FOLDER, '--strip-components=1'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm could not be unpacked: ${stderr}`);
  rmSync(file);
  rmSync(COMMAND, { force: true });
  mkdirSync(path.dirname(COMMAND), { recursive: true });
  symlinkSync(path.join(FOLDER, 'bin/npm-cli.js'), COMMAND);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await install();
