import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

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

/** Modules of the first load, also where a lazy part imports them too; what stands behind (?! comes with its lazy part. */
const firstLoad = new RegExp(
  [
    'node_modules/(react|react-dom|scheduler|valibot|zustand|use-sync-external-store)/',
    'client/(playback|lab|settings)/',
    'client/i18n/(index)[.]ts',
    'client/ui/(panels-store)',
    'client/stage/view/(cells[.]module|icons|use-stage-text)',
    'client/stage/model/(event-facts|focus-store|selection-store|cells|segment-view|send-identity|stream-text|quantities|values|chips|buffer)[.]ts',
    'client/features/prediction/(card-store|recorded-card)',
    'client/features/narration/told',
    'client/features/recordings/recordings[.]ts',
    'shared/(?!content|tcp/segment-field|tcp/segment-option|model/segment-cause|log/recording|programs/composition|lessons)' +
      '(?!programs/(phrases|schema|calls|standalone))',
  ].join('|'),
);

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
        // What lazy parts share with the first load is needed at once anyway: apart, it compresses worse.
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: firstLoad }] } } },
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
