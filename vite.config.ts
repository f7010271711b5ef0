import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Rolldown } from 'vite';

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

export default defineConfig({
  root: at('client'),
  // Relative, so that the same files work on a static host under any path.
  base: './',
  plugins: [react()],
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
