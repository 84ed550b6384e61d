/** Draws two timelines one above the other as SVG: the source's and Vigie's, with marks where they differ. */
import type { ImportProof } from '#modules/importing/contract/proof';
import { escapeHtml } from '#domain/notify/escape-html';

type ProvenRota = ImportProof['rotas'][number];

const WIDTH = 1_000;
const COLOURS = ['#3b6fb6', '#c8722c', '#3f8f5f', '#8a5aa8', '#b04a5a', '#4f8f9b', '#8f7a2f', '#6b6f78'];

export function timelineBars(rota: ProvenRota): string {
  const [from, to] = [rota.source[0]?.start, rota.source.at(-1)?.end];
  if (from === undefined || to === undefined) {
    return '';
  }
  const x = (instant: string) =>
    Number((((Date.parse(instant) - Date.parse(from)) / (Date.parse(to) - Date.parse(from))) * WIDTH).toFixed(2));
  const crews = [...new Set([...rota.source, ...rota.vigie].map(({ people }) => people.join(', ')))]
    .filter(Boolean)
    .sort();
  const bar = (spans: ProvenRota['source'], y: number) =>
    spans
      .filter(({ people }) => people.length > 0)
      .map(({ start, end, people }) => {
        const colour = COLOURS[crews.indexOf(people.join(', ')) % COLOURS.length] ?? '#6b6f78';
        const width = Math.max(0.3, Number((x(end) - x(start)).toFixed(2)));
        return `<rect x="${x(start)}" y="${y}" width="${width}" height="18" fill="${colour}"><title>${escapeHtml(`${people.join(', ')}, ${start} to ${end}`)}</title></rect>`;
      })
      .join('');
  const marks = rota.differences.map(
    ({ start, end }) =>
      `<rect x="${x(start)}" y="44" width="${Math.max(1.5, x(end) - x(start)).toFixed(2)}" height="6" fill="#a8071a"/>`,
  );
  return `<svg class="bars" viewBox="0 0 ${WIDTH} 50" role="img" aria-label="The source above, Vigie below">${bar(rota.source, 0)}${bar(rota.vigie, 22)}${marks.join('')}</svg>`;
}
