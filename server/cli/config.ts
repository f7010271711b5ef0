import { availableParallelism } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type Language, LANGUAGES } from '../../shared/languages.ts';
import { isLoopback } from './listen-host.ts';
import { ADDRESS_SHARES, type AddressShares, SERVER_LIMITS } from '../limits.ts';
import { LIMITS } from '../../shared/limits.ts';
import {
  countOf,
  type HelpPage,
  hostName,
  nonEmpty,
  oneOf,
  originOf,
  portNumber,
  publicAddress,
  redisAddress,
  usage,
} from './values.ts';

/** With `replay`, which only the server knows, no lab host is started at all. */
export const NETWORK_CHOICES = ['auto', 'two-hosts', 'loopback', 'shared-loopback', 'replay'] as const;
export type NetworkFlag = (typeof NETWORK_CHOICES)[number];

export const DEFAULT_PORT = 8127;

/** The names have a prefix because other tools set HOST to things that are no address: conda, to its platform. */
const PORT_NAME = variableOf('port');
const HOST_NAME = variableOf('host');
const OLD_NAMES = ['PORT', 'HOST'] as const;

export interface ServeConfig {
  readonly host: string;
  readonly port: number;
  /** The user named this port, so that no other one is tried if it is busy. */
  readonly portIsAsked: boolean;
  readonly open: boolean;
  /** The language in the printed address. If it is absent, the page asks the browser. */
  readonly language: Language | undefined;
  /** `auto-isolated` is `auto` where others reach the server: the machine's own `lo` must be asked for. */
  readonly network: NetworkFlag | 'auto-isolated';
  /** The most processes over which the labs are spread. */
  readonly labHosts: number;
  /** The further names under which the page may be asked for, in lower case. */
  readonly allowedHosts: readonly string[];
  /** The origins whose pages may show this one in a frame. */
  readonly frameAncestors: readonly string[];
  /** The address under which others reach the page, such as that of a proxy. It ends in a slash. */
  readonly publicUrl: string | undefined;
  /** Only those may open labs who have the token of the printed address. */
  readonly token: boolean;
  /** The share that the clients at one address have together. */
  readonly shares: AddressShares;
  /** A proxy in front says in X-Forwarded-For for whom it asks. */
  readonly trustForwardedFor: boolean;
  /** The folder in which rooms are kept; null if they are not, or if they are kept in Redis. */
  readonly data: DataFolder | null;
  /** The address of the Redis in which rooms are kept. */
  readonly store: string | undefined;
  /** The environment's variables that were read in earlier versions, are set, and are not read any more. */
  readonly oldNames: readonly string[];
}

export interface DataFolder {
  readonly path: string;
  /** Each port has a folder of its own in it, so that a server that comes back at its address finds its own rooms. */
  readonly ofPort: boolean;
}

export interface TraceConfig {
  readonly lesson: string;
  /** One of the lesson's variations, in place of the lesson itself. */
  readonly variation: string | undefined;
  readonly network: Exclude<NetworkFlag, 'replay'>;
  /** The settings as `name=value` or `program.name=value`, in the order given. */
  readonly set: readonly string[];
  readonly log: string | undefined;
  readonly pcapng: string | undefined;
}

export interface ScriptConfig {
  readonly lesson: string;
  /** A program's name, such as `client` or `server`. */
  readonly program: string;
  /** The settings are written as for a trace. */
  readonly set: readonly string[];
  /** The language of the comments. If it is absent, the terminal's is used. */
  readonly language: Language | undefined;
}

/** The words that may come first. Without one, the page is served. */
const COMMANDS = ['trace', 'script'] as const;

export type Invocation =
  | { readonly is: 'serve'; readonly config: ServeConfig }
  | { readonly is: 'trace'; readonly config: TraceConfig }
  | { readonly is: 'script'; readonly config: ScriptConfig }
  | { readonly is: 'help'; readonly of: HelpPage }
  | { readonly is: 'version' };

/** The process's surroundings, which are passed in so that tests can vary them. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  readonly platform: string;
}

const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  network: { type: 'string', default: 'auto' },
} satisfies ParseArgsConfig['options'];

const serveOptions = {
  ...common,
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  open: { type: 'boolean' },
  lang: { type: 'string' },
  'allowed-host': { type: 'string', multiple: true, default: [] },
  'frame-ancestors': { type: 'string', multiple: true, default: [] },
  'public-url': { type: 'string' },
  'lab-hosts': { type: 'string' },
  data: { type: 'string' },
  store: { type: 'string' },
  token: { type: 'boolean' },
  'labs-per-address': { type: 'string' },
  'sockets-per-address': { type: 'string' },
  'joins-per-address': { type: 'string' },
  'commands-per-address': { type: 'string' },
  'trust-forwarded-for': { type: 'boolean' },
} satisfies ParseArgsConfig['options'];

type CountFlag = 'lab-hosts' | `${'labs' | 'sockets' | 'joins' | 'commands'}-per-address`;

const traceOptions = {
  ...common,
  variation: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] },
  log: { type: 'string' },
  pcapng: { type: 'string' },
} satisfies ParseArgsConfig['options'];

const scriptOptions = {
  help: common.help,
  version: common.version,
  program: { type: 'string', default: 'client' },
  set: traceOptions.set,
  lang: { type: 'string' },
} satisfies ParseArgsConfig['options'];

/**
 * Reads the words after `node main.js`. A flag goes before SOCKETSCOPE_PORT and SOCKETSCOPE_HOST, and
 * those before the defaults.
 * Throws Failure.
 */
export function readCommandLine(words: readonly string[], around: Surroundings): Invocation {
  const [command, ...args] = words;
  if (command === 'trace') return readTrace(args);
  return command === 'script' ? readScript(args) : readServe(words, around);
}

function readServe(args: readonly string[], around: Surroundings): Invocation {
  const { values, positionals } = parsed({ args: [...args], options: serveOptions });
  if (values.help === true) return { is: 'help', of: 'serve' };
  if (values.version === true) return { is: 'version' };
  if (COMMANDS.some((name) => name === positionals[0]))
    throw usage(`the command goes first, as in “socketscope ${positionals[0]} L1”`);
  if (positionals[0] !== undefined)
    throw usage(`there is no command “${positionals[0]}”; there are “trace” and “script”`);
  const { env } = around;
  const host = hostName(values.host ?? nonEmpty(env[HOST_NAME]) ?? '127.0.0.1', '--host');
  const network = oneOf(NETWORK_CHOICES, values.network, '--network');
  const port = values.port ?? nonEmpty(env[PORT_NAME]);
  const publicUrl = values['public-url'] === undefined ? undefined : publicAddress(values['public-url']);
  /** Others than the people at this machine reach the server. */
  const isOpen = publicUrl !== undefined || !isLoopback(host);
  const { labHosts: mostLabHosts } = SERVER_LIMITS;
  const isSet = (flag: 'token' | 'trust-forwarded-for', usual: boolean): boolean => {
    const text = nonEmpty(env[variableOf(flag)]);
    return values[flag] ?? (text === undefined ? usual : oneOf(['0', '1'], text, variableOf(flag)) === '1');
  };
  const count = (flag: CountFlag, usual: number, most = 1_000_000): number => {
    const text = values[flag] ?? nonEmpty(env[variableOf(flag)]);
    return text === undefined
      ? usual
      : countOf(text, most, values[flag] === undefined ? variableOf(flag) : `--${flag}`);
  };
  const store = values.store ?? nonEmpty(env[variableOf('store')]);
  if (store !== undefined && values.data !== undefined)
    throw usage('rooms are kept in a folder (--data) or in Redis (--store), not in both');
  const named = values['allowed-host'].map((name) => hostName(name, '--allowed-host').toLowerCase());
  return {
    is: 'serve',
    config: {
      host,
      port:
        port === undefined
          ? DEFAULT_PORT
          : portNumber(port, values.port === undefined ? PORT_NAME : '--port'),
      portIsAsked: port !== undefined,
      open: values.open ?? opensByItself(around),
      language: values.lang === undefined ? undefined : oneOf(LANGUAGES, values.lang, '--lang'),
      network: network === 'auto' && isOpen ? 'auto-isolated' : network,
      labHosts: count('lab-hosts', Math.min(availableParallelism(), mostLabHosts), mostLabHosts),
      allowedHosts: publicUrl === undefined ? named : [...named, new URL(publicUrl).hostname],
      frameAncestors: values['frame-ancestors'].map(originOf),
      publicUrl,
      shares: {
        labs: count('labs-per-address', ADDRESS_SHARES.labs, LIMITS.labs),
        sockets: count('sockets-per-address', ADDRESS_SHARES.sockets, LIMITS.viewers),
        joinsPerMinute: count('joins-per-address', ADDRESS_SHARES.joinsPerMinute),
        commandsPerSecond: count('commands-per-address', ADDRESS_SHARES.commandsPerSecond),
      },
      trustForwardedFor: isSet('trust-forwarded-for', false),
      token: isSet('token', isOpen),
      data:
        store === undefined ? dataFolder(values.data ?? nonEmpty(env[variableOf('data')]), env, port) : null,
      store: store === undefined ? undefined : redisAddress(store),
      oldNames: OLD_NAMES.filter(
        (name) => nonEmpty(env[name]) !== undefined && env[`SOCKETSCOPE_${name}`] === undefined,
      ),
    },
  };
}

/** Nobody can come back to a port that was chosen at random, so that nothing is kept for it unless it is asked for. */
function dataFolder(
  asked: string | undefined,
  { XDG_STATE_HOME: state, HOME: home }: Surroundings['env'],
  port: string | undefined,
): DataFolder | null {
  if (asked === 'none') return null;
  if (asked === '') throw usage('--data takes a folder, or “none”');
  if (asked !== undefined) return { path: resolve(asked), ofPort: false };
  // The XDG Base Directory Specification has relative paths ignored.
  const base = isAbsolute(state ?? '') ? state : home && join(home, '.local/state');
  if (!base || Number(port) === 0) return null;
  return { path: join(base, 'socketscope'), ofPort: true };
}

function readTrace(args: readonly string[]): Invocation {
  const { values, positionals } = parsed({ args: [...args], options: traceOptions });
  if (values.help === true) return { is: 'help', of: 'trace' };
  if (values.version === true) return { is: 'version' };
  const [lesson, extra] = positionals;
  if (lesson === undefined) throw usage('trace needs a lesson, as in “socketscope trace L1”', 'trace');
  if (extra !== undefined) throw usage(`trace runs one lesson; “${extra}” is one word too many`, 'trace');
  const network = oneOf(NETWORK_CHOICES, values.network, '--network');
  if (network === 'replay') throw usage('trace runs live labs; --network replay has none', 'trace');
  return {
    is: 'trace',
    config: {
      lesson,
      variation: values.variation,
      network,
      set: values.set,
      log: values.log,
      pcapng: values.pcapng,
    },
  };
}

function readScript(args: readonly string[]): Invocation {
  const { values, positionals } = parsed({ args: [...args], options: scriptOptions });
  if (values.help === true) return { is: 'help', of: 'script' };
  if (values.version === true) return { is: 'version' };
  const [lesson, extra] = positionals;
  if (lesson === undefined) throw usage('script needs a lesson, as in “socketscope script L1”', 'script');
  if (extra !== undefined) throw usage(`script takes one lesson; “${extra}” is one word too many`, 'script');
  const language = values.lang === undefined ? undefined : oneOf(LANGUAGES, values.lang, '--lang');
  return { is: 'script', config: { lesson, program: values.program, set: values.set, language } };
}

function parsed<T extends NonNullable<ParseArgsConfig['options']>>(config: { args: string[]; options: T }) {
  try {
    return parseArgs({ ...config, strict: true, allowPositionals: true, allowNegative: true });
  } catch (error) {
    // Node's message goes on to explain `--`, which is of no use here.
    throw usage(String((error as Error).message).split('. ')[0] ?? '');
  }
}

/** The variable of the environment that stands for a flag of `serve`. */
function variableOf(flag: string): string {
  return `SOCKETSCOPE_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * A page opens by itself only if a person sits at the machine: not in CI, in a pipe, over SSH or without a
 * display.
 */
function opensByItself({ env, isTerminal, platform }: Surroundings): boolean {
  if (!isTerminal || env['CI'] !== undefined || env['SSH_CONNECTION'] !== undefined) return false;
  const hasDisplay = env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
  return platform === 'linux' ? hasDisplay : platform === 'darwin' || platform === 'win32';
}
