// What must arrive before a page can be used: scripts, styles and the texts of one language.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(
  readFileSync(new URL('dist/client/.vite/manifest.json', import.meta.url), 'utf8'),
);

/**
 * The files of these chunks and of all that they import statically.
 *
 * @param {readonly string[]} names
 * @returns {string[]}
 */
function filesOf(...names) {
  const files = new Set();
  const seen = new Set();
  /** @param {string} key */
  const add = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const { file, css = [], imports = [] } = manifest[key];
    for (const one of [file, ...css]) files.add(`dist/client/${one}`);
    for (const next of imports) add(next);
  };
  for (const name of names) {
    const key = Object.keys(manifest).find((one) => manifest[one].name === name);
    if (key === undefined) throw new Error(`The build has no chunk “${name}”.`);
    add(key);
  }
  return [...files];
}

/** The larger texts: they compress worse than the English ones. */
const texts = (...parts) => parts.map((part) => `${part}-texts.zh`);

const home = ['main', 'root', 'home-page', ...texts('root', 'home')];
/** The shell with the first button that works; the stage is fetched while the page connects. */
const shell = ['main', 'root', 'shell', ...texts('root', 'shell')];
const lesson = [...shell, ...texts('stage'), 'stage', 'l00', 'walkthrough'];

export default [
  { name: 'the home page', path: filesOf(...home), limit: '100 kB', gzip: true },
  { name: 'a lesson’s first picture', path: filesOf(...shell), limit: '120 kB', gzip: true },
  { name: 'a lesson’s stage, with L0', path: filesOf(...lesson), limit: '198.5 kB', gzip: true },
];
