import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import subsetFont from 'subset-font';
import { defineConfig, type EnvironmentOptions, type Plugin, type Rolldown } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds a Node program into one file under dist/server, which needs nothing of node_modules but koffi's binary. */
function nodeProgram(name: string, entry: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['koffi'], conditions: ['node', 'module', 'import', 'default'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: at('dist/server'),
      emptyOutDir: false,
      // The recordings belong to the page.
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { [name]: at(entry) },
        output: { entryFileNames: '[name].js', format: 'esm', codeSplitting: false },
      },
    },
  };
}

/** The parts of the page that are fetched whole, because they need all that their modules import statically. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  main: ['client/main.ts'],
  root: ['client/app/root.tsx'],
  home: ['client/features/home/home-page.tsx'],
  strip: ['client/features/home/run-strip.tsx'],
  shell: ['client/app/stage-page.tsx'],
  /** These modules show a lab's first events. */
  stage: [
    'client/stage/view/stage.tsx',
    'client/stage/step-on.ts',
    'client/features/timeline/dock.tsx',
    'client/features/timeline/moment-dots.tsx',
    'client/features/network-grade/grade-badge.tsx',
    'client/features/narration/narration.tsx',
    'client/features/prediction/prediction-card.tsx',
    'client/features/goal/goal.tsx',
    'client/features/narration/basis/basis-word.tsx',
    'client/features/narration/trails/trails.ts',
    'client/stage/motion/use-reduced-motion.ts',
  ],
  /** Every lesson needs these. */
  walkthrough: [
    'shared/lessons/walkthrough.ts',
    'shared/lessons/load.ts',
    'shared/lessons/moves.ts',
    'shared/programs/phrases.ts',
  ],
  /** Every lesson fetches its notices, which need few of the texts that are fetched later. */
  notices: ['client/features/notices/notices.tsx'],
};
const partOf = new Map(
  Object.entries(PARTS).flatMap(([part, files]) => files.map((file) => [at(file), part] as const)),
);
/** Whoever acts in a class needs these. As a chunk each, every part of a class that is fetched later would name them all. */
const CLASS_ACTS = [
  'client/ui/act-button.tsx',
  'client/ui/act-button.module.css',
  'client/lab/class-door.ts',
  'client/features/class/line.tsx',
  'client/features/class/class.module.css',
  'client/features/class/class-actions.ts',
  'client/lab/class-hash.ts',
  'client/features/class/class-store.ts',
  'client/features/own-labs/own-acts.ts',
  'client/features/vote/vote-store.ts',
  'client/stage/view/holder-tag/person-name.ts',
].map(at);
type Modules = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** Returns the parts that import a module statically. */
function partsOf(id: string, modules: Modules, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return new Set();
  seen.add(id);
  const own = partOf.get(id);
  const importers = modules.getModuleInfo(id)?.importers ?? [];
  return new Set([
    ...(own === undefined ? [] : [own]),
    ...importers.flatMap((importer) => [...partsOf(importer, modules, seen)]),
  ]);
}

/**
 * Returns a chunk for each part, and one for the modules that it shares with the home page's strip. They also hold
 * what lazy parts need of them, because smaller chunks compress worse.
 */
function codeChunk(id: string, modules: Modules): string | null {
  const parts = partsOf(id, modules);
  if (parts.has('main')) return 'main';
  if (parts.has('root') || (parts.has('home') && parts.has('shell'))) return 'root';
  if (parts.has('home')) return null;
  if (parts.has('shell')) return parts.has('strip') ? 'player' : 'shell';
  if (parts.has('stage')) return parts.has('strip') ? 'mini-stage' : 'stage';
  if (parts.has('walkthrough')) return 'walkthrough';
  if (parts.has('notices')) return 'notices';
  return CLASS_ACTS.includes(id) ? 'class-acts' : null;
}

/** Returns the chunk of a catalogue: the texts of a language have one for each part that cannot be shown without them. */
function catalogueChunk(id: string, modules: Modules): string | null {
  const language = /\/messages\.(\w+)\.ts$/.exec(id)?.[1];
  if (language === undefined) return null;
  const rooms = modules.getModuleInfo(id)?.dynamicImporters ?? [];
  const parts = new Set(rooms.flatMap((room) => [...partsOf(room, modules)]));
  if (parts.has('home') && parts.has('shell')) return `root-texts.${language}`;
  const part = ['shell', 'stage', 'home', 'notices'].find((one) => parts.has(one)) ?? 'more';
  return `${part}-texts.${language}`;
}

/** The name of a chunk or of its styles, from that of its file. */
function nameIn(file: string): string {
  return /\/([^/]+)-[\w-]{6,7}\.\w+$/.exec(file)?.[1] ?? '';
}

/**
 * The chunks, and their styles, that are there when this one asks for another. To name them for each part that is fetched
 * later would take 0.5 kB of the first picture.
 */
function thereWith(host: string): readonly string[] {
  const first = host === 'main' ? [] : ['main', 'root', 'rolldown-runtime'];
  const page = host === 'shell' || host === 'stage' ? ['player', 'shell'] : [];
  return [...first, ...page, ...(host === 'stage' ? ['mini-stage', 'stage'] : [])];
}

/** The characters that base.css asks of the fonts. They are named there alone. */
const FONT_CHARACTERS = [
  ...readFileSync(at('client/ui/styles/base.css'), 'utf8').matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g),
]
  .flatMap(([, from = '', to = from]) => {
    const first = Number.parseInt(from, 16);
    const count = Number.parseInt(to, 16) - first + 1;
    return Array.from({ length: count }, (_, i) => String.fromCodePoint(first + i));
  })
  .join('');
const FONT_OPTIONS = {
  targetFormat: 'woff2' as const,
  variationAxes: { wght: { min: 400, max: 700 } },
  keepFeatures: ['kern', 'tnum', 'ccmp', 'mark'],
};

/** Vite hashes a font as it finds it. The subset's hash makes browsers fetch a new subset. */
const FONT_HASH = createHash('sha256')
  .update(JSON.stringify([FONT_CHARACTERS, FONT_OPTIONS]))
  .digest('base64url')
  .slice(0, 4);

/** Keeps only the characters, weights and features of the fonts that the page uses, which halves their size. */
function fontSubsets(): Plugin {
  return {
    name: 'font-subsets',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.woff2')) continue;
        file.source = await subsetFont(Buffer.from(file.source), FONT_CHARACTERS, FONT_OPTIONS);
      }
    },
  };
}

/** Has React fetched beside the entry, which is too small to wait for. */
function preloadedRoot(): Plugin {
  return {
    name: 'preloaded-root',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.values(bundle ?? {})
          .filter((file) => file.type === 'chunk' && file.name === 'root')
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
            injectTo: 'head',
          })),
    },
  };
}

export default defineConfig({
  root: at('client'),
  // The base is relative, so that the same files work on a static host under any path.
  base: './',
  plugins: [react(), fontSubsets(), preloadedRoot()],
  // Class names are short, because they stand in the styles and in the script.
  css: { modules: { generateScopedName: '_[hash:base64:5]' } },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        outDir: at('dist/client'),
        emptyOutDir: true,
        manifest: true,
        // Every browser of the target knows `modulepreload`.
        modulePreload: {
          polyfill: false,
          resolveDependencies: (_file, needed, { hostId }) =>
            needed.filter((file) => !thereWith(nameIn(hostId)).includes(nameIn(file))),
        },
        target: 'baseline-widely-available',
        rolldownOptions: {
          output: {
            // The first picture names 250 files, and a hash does not compress. Only another build's file must have another name.
            entryFileNames: 'assets/[name]-[hash:7].js',
            chunkFileNames: 'assets/[name]-[hash:7].js',
            assetFileNames: ({ names }) =>
              names.some((name) => name.endsWith('.woff2'))
                ? `assets/[name]-[hash:6]${FONT_HASH}[extname]`
                : 'assets/[name]-[hash:6][extname]',
            codeSplitting: {
              includeDependenciesRecursively: false,
              groups: [{ name: codeChunk }, { name: catalogueChunk }],
            },
          },
        },
      },
    },
    server: nodeProgram('main', 'server/main.ts'),
    labHost: nodeProgram('lab-host', 'server/lab-host/main.ts'),
  },
  server: {
    fs: { allow: [at('.')] },
    proxy: {
      '/ws': { target: 'ws://127.0.0.1:8127', ws: true },
      '/healthz': 'http://127.0.0.1:8127',
    },
  },
});
