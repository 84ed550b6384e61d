/** Rules for imports between layers, and what to do about an import that is not allowed. */
import { builtOnlyByWire, layers, ownedPackages, singleDoors, type Layer } from './layers.ts';
import { importsOf, roomOf, targetOf, type SourceFile } from './scan.ts';

const isFake = (file: string) => /\.fake\.ts$/.test(file);
/** Fakes are test code beside what they stand for. */
export const isTest = (file: string) => /\.test\.tsx?$/.test(file) || isFake(file);

function layerOf(file: string): Layer | null {
  const room = roomOf(file);
  return layers.find((layer) => layer.files.test(room)) ?? null;
}

/** One sentence per import that is not allowed: where, what, why not, and what to do. */
export function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path);
    if (layer === null)
      return [
        `${file.path}: no layer has this file. Put it where its neighbours are, or add a layer to tests/architecture/layers.ts with an ADR.`,
      ];
    return importsOf(file).flatMap((specifier) => {
      const complaint = complaintAbout(file.path, layer, specifier);
      return complaint === null ? [] : [`${file.path} imports ${specifier}: ${complaint}`];
    });
  });
}

function complaintAbout(from: string, layer: Layer, specifier: string): string | null {
  const target = targetOf(from, specifier);
  if (isTest(from)) return target.kind === 'file' ? complaintAboutTest(from, target.path) : null;
  if (target.kind === 'node') return layer.node ? null : `${layer.name} may not use Node's modules; ${layer.advice}.`;
  if (target.kind === 'package') return complaintAboutPackage(from, layer, target.name);
  return complaintAboutFile(from, layer, target.path);
}

/** Tests may build what they test, but browser code has nothing to do with the sidecar even there. */
function complaintAboutTest(from: string, to: string): string | null {
  return from.startsWith('src/') && to.startsWith('backend-shim/')
    ? 'src/ never knows the sidecar; test the two together in tests/stories.'
    : null;
}

function complaintAboutPackage(from: string, layer: Layer, name: string): string | null {
  const door = singleDoors.get(name);
  if (door !== undefined && door !== from) return `only ${door} may import ${name}; use that file.`;
  if (layer.packages !== undefined) {
    if (layer.packages.includes(name)) return null;
    const allowed = layer.packages.length === 0 ? 'no package' : `only ${layer.packages.join(', ')}`;
    return `${layer.name} may import ${allowed}; ${layer.advice}.`;
  }
  const owned = ownedPackages.find((one) => one.name.test(name));
  if (owned === undefined || owned.owners.includes(layer.name) || layer.name === 'wire') return null;
  return `${name} belongs to ${owned.owners.join(', ')}; ${owned.advice}.`;
}

/** What people download is a text to the code that offers it. */
const OFFERED_TEXT = /^provisioning\/.*\?raw$/;

function complaintAboutFile(from: string, layer: Layer, to: string): string | null {
  if (OFFERED_TEXT.test(to) && layer.name === 'pages') return null;
  if (isFake(to)) return 'fakes are for tests; take the port as an argument.';
  const crossing = complaintAboutModule(from, to);
  if (crossing !== null) return crossing;
  const other = layerOf(to);
  if (other === null)
    return `no layer has ${to}; production code imports only what tests/architecture/layers.ts lists.`;
  if (other.name === layer.name) return complaintAboutNeighbour(from, layer, to);
  if (layer.mayImport.includes('*')) return null;
  if (other.name === 'wire') return 'nothing imports the composition root; it hands things in.';
  if (builtOnlyByWire.includes(other.name)) return `only wire builds ${other.name}; take what you need as an argument.`;
  if (layer.mayImport.includes(other.name)) return null;
  const allowed = layer.mayImport.length === 0 ? 'nothing but itself' : `itself, ${layer.mayImport.join(', ')}`;
  return `${layer.name} may import ${allowed}, not ${other.name}; ${layer.advice}.`;
}

const MODULE = /^(?:backend-shim|src)\/modules\/([^/]+)\//;
const INDEX = /^(?:backend-shim|src)\/modules\/index\.ts$/;

/** Lists the fields that modules add to objects of the core. */
const FIELDS = /^src\/modules\/fields\.ts$/;

/** A module is known by one line of an index, and by itself. */
function complaintAboutModule(from: string, to: string): string | null {
  const [mine, theirs] = [MODULE.exec(from)?.[1], MODULE.exec(to)?.[1]];
  if (theirs === undefined || mine === theirs) return null;
  if (INDEX.test(from) && /\/modules\/[^/]+\/module\.tsx?$/.test(to)) return null;
  if (FIELDS.test(from) && /\/modules\/[^/]+\/contract\//.test(to)) return null;
  return mine === undefined
    ? `the core knows no module; give it a port that the module ${theirs} fills (ADR 0031-modules).`
    : `modules do not know each other; move what ${mine} and ${theirs} share to the core (ADR 0031-modules).`;
}

function complaintAboutNeighbour(from: string, layer: Layer, to: string): string | null {
  if (layer.apart === undefined) return null;
  const [mine, theirs] = [layer.apart.exec(from)?.[1], layer.apart.exec(to)?.[1]];
  if (mine === undefined || mine === theirs) return null;
  if (theirs === 'shared') return null;
  if (theirs !== undefined && layer.kin?.[mine] === theirs) return null;
  if (theirs === undefined)
    return to.endsWith('/registry.ts') ? `the registry lists ${layer.name}, they do not know it.` : null;
  return `${mine} and ${theirs} are strangers; ${layer.advice}.`;
}
