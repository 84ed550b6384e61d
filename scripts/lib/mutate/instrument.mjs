/** Writes all mutants of a file into it, each behind a switch, so that one transformation serves all of them. */

/**
 * @param {string} text
 * @param {{ id: number, mutant: import('./mutants.mjs').Mutant }[]} numbered mutants of this file
 * @param {string} from the import path of the switch
 * @returns {string} with the line numbers of the original
 */
export function instrument(text, numbered, from) {
  return `import { isActive as __mutant } from '${from}'; ${rendered(text, 0, text.length, sitesOf(numbered))}`;
}

/** Mutants by position, outer positions first. */
function sitesOf(numbered) {
  const sites = new Map();
  for (const one of numbered) {
    const { start, end, statement } = one.mutant;
    const key = `${start}-${end}-${statement}`;
    if (!sites.has(key)) sites.set(key, { start, end, statement, mutants: [] });
    sites.get(key).mutants.push(one);
  }
  return [...sites.values()].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(b.statement) - Number(a.statement),
  );
}

function rendered(text, from, to, sites) {
  let out = '';
  let at = from;
  while (sites.length > 0) {
    const [site] = sites;
    const rest = sites.slice(1);
    const inner = rest.filter((one) => one.end <= site.end);
    sites = rest.filter((one) => one.end > site.end);
    out += text.slice(at, site.start) + switched(site, rendered(text, site.start, site.end, inner));
    at = site.end;
  }
  return out + text.slice(at, to);
}

function switched({ statement, mutants }, original) {
  if (statement) return `if (!__mutant(${mutants[0].id})) { ${original} }`;
  const choices = mutants.map(({ id, mutant }) => `__mutant(${id}) ? (${mutant.after}) : `).join('');
  return `(${choices}(${original}))`;
}
