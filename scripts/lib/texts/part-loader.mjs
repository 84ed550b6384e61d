/** A loader of webpack: of `<texts>.json?part=first` the texts of the first pages, of `?part=later` all others. */
import path from 'node:path';
import { firstKeys, pick } from './first-keys.mjs';

/** @this {import('webpack').LoaderContext<object>} */
export default function part(source) {
  const src = path.join(this.rootContext, path.basename(this.rootContext) === 'src' ? '.' : 'src');
  this.addContextDependency(src);
  const first = firstKeys(src);
  const wanted = new URLSearchParams(this.resourceQuery).get('part');
  return JSON.stringify(pick(JSON.parse(source), (key) => first.has(key) === (wanted === 'first')));
}
