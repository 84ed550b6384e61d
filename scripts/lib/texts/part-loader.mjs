/** A loader of webpack: of `<texts>.json?part=first` the texts of the first pages, of `?part=later` all others. */
import { firstKeys, pick } from './first-keys.mjs';

/** @this {import('webpack').LoaderContext<object>} */
export default function part(source) {
  // The folder `src`.
  this.addContextDependency(this.rootContext);
  const first = firstKeys(this.rootContext);
  const wanted = new URLSearchParams(this.resourceQuery).get('part');
  return JSON.stringify(pick(JSON.parse(source), (key) => first.has(key) === (wanted === 'first')));
}
