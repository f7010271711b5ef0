/**
 * The layers of the sources, declared once. `npm run layers` reads the imports of every file and fails where
 * one breaks them. Imports of types and dynamic imports count like all others.
 *
 * A stack lists its rooms from bottom to top. A file may import from its own room, from the rooms below it in
 * its stack, and from all rooms of the stacks that `over` names. A room is a folder or a file; the longest name
 * that fits owns a file, and a file that no room owns is refused. A name that ends in `/*` stands for folders
 * side by side, which may import from each other. Neither files nor rooms may import each other in a circle.
 *
 * @type {Readonly<Record<string, { readonly over: readonly string[], readonly rooms: readonly string[] }>>}
 */
export const stacks = {
  shared: {
    over: [],
    rooms: [
      'package.json',
      'shared/globals.d.ts',
      'shared/languages.ts',
      'shared/limits.ts',
      'shared/bytes.ts',
      'shared/schema.ts',
      'shared/throttle.ts',
      'shared/tcp',
      // A program brings the wire that it wants, so that the wire's settings are below the programs.
      'shared/log/wire-bounds.ts',
      'shared/log/wire-settings.ts',
      'shared/log/wire-settings-schema.ts',
      'shared/programs',
      // An event may carry an experiment, so that programs are below the log.
      'shared/log',
      'shared/model',
      // A timeline is the log folded by the model, and kept with marks on the way.
      'shared/log/timeline.ts',
      'shared/protocol',
      // The next move is a command of the protocol.
      'shared/model/next-move.ts',
      'shared/lessons',
      'shared/content',
    ],
  },

  // The web server and the lab host are two processes; these files are in both.
  bothProcesses: {
    over: ['shared'],
    rooms: [
      'server/after.ts',
      'server/limits.ts',
      'server/refusal.ts',
      'server/size-of.ts',
      'server/token-bucket.ts',
      'server/lab-host-client/messages.ts',
    ],
  },
  labHost: {
    over: ['shared', 'bothProcesses'],
    rooms: [
      'server/lab-host/libc',
      'server/lab-host/event-log.ts',
      'server/lab-host/kernel',
      'server/lab-host/networks/hosts',
      'server/lab-host/networks',
      'server/lab-host/observe',
      'server/lab-host/python',
      'server/lab-host/programs',
      'server/lab-host',
    ],
  },
  webServer: {
    over: ['shared', 'bothProcesses'],
    rooms: [
      'server/store',
      // The rooms say what they need of a lab host, and its client gives it to them.
      'server/rooms',
      // A class stands above rooms: it goes from one to the next.
      'server/classes',
      // A class at another server is reached as if it were here.
      'server/relay',
      'server/lab-host-client',
      'server/cli/failure.ts',
      'server/web',
      'server/cli',
      'server/main.ts',
    ],
  },

  client: {
    over: ['shared'],
    rooms: [
      'client/after.ts',
      'client/storage.ts',
      'client/fetch-code.ts',
      'client/settings',
      'client/navigation',
      'client/i18n',
      'client/ui',
      'client/playback',
      'client/lab',
      'client/stage/model',
      'client/stage',
      'client/features/*',
      'client/app',
      'client/main.ts',
    ],
  },
};

/**
 * The packages that belong to some rooms only.
 *
 * @type {readonly { readonly name: RegExp, readonly only: readonly string[] }[]}
 */
export const packages = [
  { name: /^koffi(\/|$)/, only: ['server/lab-host/libc'] },
  { name: /^ws(\/|$)/, only: ['server/web'] },
  { name: /^@redis\/client$/, only: ['server/store'] },
  { name: /^mrmime$/, only: ['server/web'] },
  { name: /^node:/, only: ['server'] },
  { name: /^framer-motion(\/|$)/, only: ['client/stage'] },
  { name: /^(react|react-dom|zustand)(\/|$)/, only: ['client'] },
];

/**
 * The files in which `import()` may stand. What it names is fetched when it is first needed, so that a room says in
 * one place which of its parts are.
 */
export const lazyEntries =
  /^client\/(main\.ts|(.*\/)?index\.ts)$|^server\/store\/index\.ts$|^shared\/(lessons\/load|content\/presenter-notes\/index)\.ts$/;
