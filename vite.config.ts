import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import subsetFont from 'subset-font';
import { defineConfig, type EnvironmentOptions, type Plugin, type Rolldown } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One Node program in one file under dist/server: it runs without node_modules, except for koffi's binary. */
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

/**
 * The texts of one language are two chunks: those of the rooms that the first picture shows, which `main.tsx`
 * waits for, and those of all other rooms. A room is in the first load where its `messages.ts` is imported
 * statically from the entry.
 */
function catalogueChunk(id: string, modules: Pick<Rolldown.PluginContext, 'getModuleInfo'>): string | null {
  const language = /\/messages\.(\w+)\.ts$/.exec(id)?.[1];
  if (language === undefined) return null;
  const isInitial = (module: string, seen = new Set<string>()): boolean => {
    if (seen.has(module)) return false;
    seen.add(module);
    const info = modules.getModuleInfo(module);
    return info?.isEntry === true || (info?.importers ?? []).some((importer) => isInitial(importer, seen));
  };
  const rooms = modules.getModuleInfo(id)?.dynamicImporters ?? [];
  return rooms.some((room) => isInitial(room)) ? `texts.${language}` : `more-texts.${language}`;
}

/** The characters of the fonts. `unicode-range` in base.css must name the same ones. */
const FONT_CHARACTERS = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  // Dashes, quotation marks, bullet, ellipsis and primes.
  [0x2010, 0x2027],
  [0x2032, 0x2033],
  [0x20ac, 0x20ac],
  // Arrows up and down, minus, and the sign for a byte that is no character.
  [0x2191, 0x2191],
  [0x2193, 0x2193],
  [0x2212, 0x2212],
  [0xfffd, 0xfffd],
].flatMap(([from = 0, to = 0]) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)),
);

/** The page's fonts keep only the characters, weights and features that the page uses: half their size. */
function fontSubsets(): Plugin {
  return {
    name: 'font-subsets',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.woff2')) continue;
        file.source = await subsetFont(Buffer.from(file.source), FONT_CHARACTERS.join(''), {
          targetFormat: 'woff2',
          variationAxes: { wght: { min: 400, max: 700 } },
          keepFeatures: ['kern', 'tnum', 'ccmp', 'mark'],
        });
      }
    },
  };
}

export default defineConfig({
  root: at('client'),
  // Relative, so that the same files work on a static host under any path.
  base: './',
  plugins: [react(), fontSubsets()],
  // Short class names: they stand in the styles and in the script that names them.
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
        target: 'baseline-widely-available',
        // All that the entry imports statically is one chunk, also what lazy parts share with it: smaller ones compress worse.
        rolldownOptions: {
          output: {
            codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }, { name: catalogueChunk }] },
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
