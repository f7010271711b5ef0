// What a first visit downloads: the entry, what it imports statically, and their styles. Lazy parts don't count.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(
  readFileSync(new URL('dist/client/.vite/manifest.json', import.meta.url), 'utf8'),
);

/** @returns {string[]} */
function firstFiles(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((next) => firstFiles(next, seen))];
}

export default [
  {
    name: 'first JavaScript and CSS',
    path: [...new Set(firstFiles('index.html'))].map((file) => `dist/client/${file}`),
    limit: '138.5 kB',
    gzip: true,
  },
];
