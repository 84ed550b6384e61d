/** Holds the page's only style sheet: inline, to arrive with the first byte, and allowed in the policy by its hash. */
import { createHash } from 'node:crypto';

/** In both schemes, text has a contrast of 4.5:1 and controls 3:1 (WCAG 2.2 AA). Targets are 44 px high. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1e24;--soft:#565b65;--line:#c9ccd2;--card:#f4f5f7;--edge:#767c87;
--main:#1a56b8;--on-main:#fff;--red:#b3172b;--amber:#8a5200;--green:#1a7037;--blue:#1a56b8}
@media(prefers-color-scheme:dark){:root{--bg:#111217;--fg:#e6e7ec;--soft:#a9adb8;--line:#33363f;--card:#1c1e24;--edge:#7d828e;
--main:#6ea6ff;--on-main:#0d1420;--red:#ff8591;--amber:#ffb454;--green:#6ccf8b;--blue:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;-webkit-text-size-adjust:100%}
main{max-width:30rem;margin:0 auto;padding:12px 16px 20px}
h1{font-size:1.3rem;line-height:1.25;margin:6px 0 4px;overflow-wrap:anywhere}
h1.long{font-size:1.05rem;max-height:5em;overflow-y:auto}
h2{font-size:.85rem;margin:14px 0 2px;color:var(--soft);font-weight:600}
p{margin:4px 0;overflow-wrap:anywhere}
a{color:var(--blue)}
.top{display:flex;gap:8px;align-items:center;flex-wrap:wrap;font-size:.85rem;font-weight:600}
.top .number{margin-left:auto;color:var(--soft);font-weight:400}
.chip{border:1px solid currentColor;border-radius:4px;padding:1px 8px}
.critical,.error,.failed{color:var(--red)}.warning,.snoozed{color:var(--amber)}.info,.acknowledged{color:var(--blue)}.resolved,.reached{color:var(--green)}.open{color:var(--red)}
.soft{color:var(--soft);font-size:.9rem}
.situation{font-weight:600}
.flash{border-left:4px solid var(--green);background:var(--card);padding:8px 12px;margin:0 0 10px;font-weight:600}
.flash.refused{border-color:var(--red)}
.what{white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0 4px}
.what.long{max-height:9.8em;overflow-y:auto;border-bottom:1px solid var(--line)}
.links{display:flex;flex-wrap:wrap;gap:0 16px}
.links a,.more a{display:inline-block;padding:11px 0}
.buttons{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin:12px 0 4px}
button[aria-pressed]{border-color:var(--main);border-width:2px}
.rating form{margin:0 0 10px}
/* A second tap of the same press does nothing on the page that answers the first. */
.flash~.buttons button{animation:settle 1s}
@keyframes settle{from,99%{pointer-events:none}}
.buttons label{display:grid;gap:2px;font-size:.9rem}
.buttons form{display:flex;gap:8px;margin:0}
.buttons .wide{grid-column:1/-1}
button,select,input,textarea{font:inherit;width:100%;min-height:44px;border-radius:6px;border:1px solid var(--edge);background:var(--card);color:var(--fg);padding:6px 10px}
select{width:42%;flex:none}
form.stopped{display:grid;gap:8px;padding:4px 0 12px}
.stopped label{display:grid;gap:2px;font-size:.9rem}
.stopped select{width:100%}
button{font-weight:600;cursor:pointer}
button.main{background:var(--main);border-color:var(--main);color:var(--on-main);min-height:56px;font-size:1.1rem}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
ul{list-style:none;margin:0;padding:0}
.called li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px;padding:2px 0;border-bottom:1px solid var(--line);font-size:.9rem}
.labels{display:flex;flex-wrap:wrap;gap:4px;margin:6px 0}
.labels li{background:var(--card);border-radius:4px;padding:0 6px;font-size:.8rem;max-width:100%;overflow-wrap:anywhere}
.listed li{padding:8px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.listed a{display:block;padding:10px 0}
details{border-bottom:1px solid var(--line)}
summary{padding:11px 0;cursor:pointer;font-size:.9rem}
details div{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem;padding-bottom:10px}
details li{padding:3px 0;overflow-wrap:anywhere;font-size:.9rem}
footer{margin-top:12px;color:var(--soft);font-size:.8rem;display:flex;gap:16px;justify-content:space-between;align-items:baseline}
footer a{padding:12px 0;white-space:nowrap}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** `Content-Security-Policy` of every page below `/r`: no scripts, no foreign sources, no framing. */
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

/** The headers of every page below `/r`. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': PAGE_POLICY,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};
