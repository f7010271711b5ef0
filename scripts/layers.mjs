import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { lazyEntries, packages, stacks } from '../layers.mjs';

/** @typedef {{ from: string, to: string }} Import */
/** @typedef {{ name: string | undefined, isLazy: boolean }} Named a module as a file names it, or computes it */

const sourceFolders = ['shared', 'server', 'client'];

/**
 * Returns what is wrong with these imports, one sentence each.
 *
 * @param {ReadonlyMap<string, readonly Named[]>} sources what each file imports, by its path
 * @returns {string[]}
 */
export function problemsOfLayers(sources) {
  /** @type {Import[]} */
  const imports = [];
  /** @type {string[]} */
  const problems = [];
  for (const [from, names] of sources) {
    if (roomOf(from) === undefined) problems.push(`${from} belongs to no room of layers.mjs.`);
    for (const { name, isLazy } of names) {
      if (isLazy && !lazyEntries.test(from))
        problems.push(`${from} may not use import(): that is for the entries of layers.mjs.`);
      if (name === undefined) problems.push(`${from} imports a module whose name is no plain text.`);
      else if (name.startsWith('.'))
        imports.push({ from, to: join(dirname(from), name.replace(/\?.*/, '')) });
      else if (!packages.every((rule) => !rule.name.test(name) || fits(rule.only, from)))
        problems.push(`${from} may not import ${name}.`);
    }
  }
  for (const { from, to } of imports)
    if (!isDownward(from, to)) problems.push(`${from} may not import ${to}: it is not in a room below.`);

  const lawful = imports.filter(({ from, to }) => isDownward(from, to));
  const between = lawful.map(({ from, to }) => ({ from: roomOf(from) ?? from, to: roomOf(to) ?? to }));
  problems.push(...circles(imports).map((circle) => `Files import each other in a circle: ${circle}`));
  problems.push(
    ...circles(between.filter(({ from, to }) => from !== to)).map(
      (circle) => `Rooms import each other in a circle: ${circle}`,
    ),
  );
  return problems;
}

/**
 * Returns the imports of each source below a root, by the file's path from there.
 *
 * @param {string} root
 */
export function readSources(root) {
  /** @type {Map<string, Named[]>} */
  const sources = new Map();
  for (const folder of sourceFolders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, entry);
      if (/\.tsx?$/.test(path))
        sources.set(path, importedNames(path, readFileSync(join(root, path), 'utf8')));
    }
  return sources;
}

/**
 * Returns the modules that a file imports in any way.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Named[]}
 */
export function importedNames(path, text) {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  /** @type {Named[]} */
  const names = [];
  /** @param {string | undefined} name */
  const add = (name, isLazy = false) => void names.push({ name, isLazy });
  for (const { moduleRequest } of module.staticImports) add(moduleRequest.value);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest !== null) add(moduleRequest.value);
  for (const { moduleRequest } of module.dynamicImports)
    add(/^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2], true);
  new Visitor({ TSImportType: ({ source }) => add(source.value) }).visit(program);
  return names;
}

/**
 * Returns the room that owns a file, which is the longest name that fits.
 *
 * @param {string} path
 */
function roomOf(path) {
  return placeOf(path)?.room;
}

/** @typedef {{ stack: string, level: number, room: string }} Place */

/**
 * The place of each path that was asked for: every file is imported many times.
 *
 * @type {Map<string, Place | undefined>}
 */
const places = new Map();

/** @param {string} path */
function placeOf(path) {
  if (!places.has(path)) places.set(path, longestFit(path));
  return places.get(path);
}

/** @param {string} path */
function longestFit(path) {
  /** @type {Place | undefined} */
  let best;
  for (const [stack, { rooms }] of Object.entries(stacks))
    for (const [level, name] of rooms.entries()) {
      const room = name.endsWith('/*') ? neighbour(path, name.slice(0, -1)) : fits([name], path) ? name : '';
      if (room.length > (best?.room.length ?? 0)) best = { stack, level, room };
    }
  return best;
}

/**
 * Returns the folder directly below `parent` that has the file.
 *
 * @param {string} path
 * @param {string} parent ends in a slash
 */
function neighbour(path, parent) {
  if (!path.startsWith(parent)) return '';
  return parent + (path.slice(parent.length).split('/')[0] ?? '');
}

/**
 * @param {readonly string[]} names of folders or files
 * @param {string} path
 */
function fits(names, path) {
  return names.some((name) => path === name || path.startsWith(`${name}/`));
}

/**
 * @param {string} from
 * @param {string} to
 */
function isDownward(from, to) {
  const importer = placeOf(from);
  const imported = placeOf(to);
  if (importer === undefined || imported === undefined) return false;
  if (importer.stack === imported.stack) return importer.level >= imported.level;
  return stacks[importer.stack]?.over.includes(imported.stack) ?? false;
}

/**
 * Returns one circle for each group of nodes that reach each other.
 *
 * @param {readonly Import[]} imports
 * @returns {string[]}
 */
function circles(imports) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map();
  for (const { from, to } of imports) next.set(from, (next.get(from) ?? new Set()).add(to));
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const found = [];
  /** @param {string} node @param {readonly string[]} path */
  const visit = (node, path) => {
    if (path.includes(node)) {
      found.push([...path.slice(path.indexOf(node)), node].join(' → '));
      return;
    }
    if (done.has(node)) return;
    for (const target of next.get(node) ?? []) visit(target, [...path, node]);
    done.add(node);
  };
  for (const node of next.keys()) visit(node, []);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = problemsOfLayers(readSources(resolve(process.argv[2] ?? join(import.meta.dirname, '..'))));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
