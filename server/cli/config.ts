import { availableParallelism } from 'node:os';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type Language, LANGUAGES } from '../../shared/languages.ts';
import { isLoopback } from './listen-host.ts';
import { Failure } from './failure.ts';
import { SERVER_LIMITS } from '../limits.ts';

/** With `replay`, which only the server knows, no lab host is started at all. */
export const NETWORK_CHOICES = ['auto', 'two-hosts', 'loopback', 'shared-loopback', 'replay'] as const;
export type NetworkFlag = (typeof NETWORK_CHOICES)[number];

export const DEFAULT_PORT = 8127;

/** The names have a prefix because other tools set HOST to things that are no address: conda, to its platform. */
const PORT_NAME = 'SOCKETSCOPE_PORT';
const HOST_NAME = 'SOCKETSCOPE_HOST';
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
  /** The environment's variables that were read in earlier versions, are set, and are not read any more. */
  readonly oldNames: readonly string[];
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

/** Each command has a page of help. */
type HelpPage = 'serve' | 'trace' | 'script';

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
} satisfies ParseArgsConfig['options'];

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
      network:
        network === 'auto' && (publicUrl !== undefined || !isLoopback(host)) ? 'auto-isolated' : network,
      labHosts: labHostsOf(values['lab-hosts']),
      allowedHosts: publicUrl === undefined ? named : [...named, new URL(publicUrl).hostname],
      frameAncestors: values['frame-ancestors'].map(originOf),
      publicUrl,
      oldNames: OLD_NAMES.filter(
        (name) => nonEmpty(env[name]) !== undefined && env[`SOCKETSCOPE_${name}`] === undefined,
      ),
    },
  };
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

export function usage(sentence: string, of: HelpPage = 'serve'): Failure {
  const command = of === 'serve' ? 'socketscope --help' : `socketscope ${of} --help`;
  return new Failure('usage', `${sentence} (${command} lists what there is).`);
}

function oneOf<T extends string>(choices: readonly T[], text: string, flag: string): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw usage(`${flag} takes ${choices.join(', ')}, not “${text}”`);
  return found;
}

function portNumber(text: string, from: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw usage(`${from} takes a number from 0 to 65535, not “${text}”`);
  return port;
}

/** One for each core if the flag is absent. Throws Failure. */
function labHostsOf(text: string | undefined): number {
  const { labHosts: most } = SERVER_LIMITS;
  if (text === undefined) return Math.min(availableParallelism(), most);
  const count = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= 1 && count <= most))
    throw usage(`--lab-hosts takes a number from 1 to ${most}, not “${text}”`);
  return count;
}

/** Throws Failure unless the text is a http or https address without a query. */
function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  )
    throw usage(`--public-url takes an address such as https://lab.example.org/socketscope/, not “${text}”`);
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** A source of CSP's frame-ancestors: an origin, whose host may begin with `*.`. */
function originOf(text: string): string {
  if (!/^https?:\/\/(?:\*\.)?[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/.test(text))
    throw usage(`--frame-ancestors takes an origin such as https://lms.example.org, not “${text}”`);
  return text;
}

function hostName(text: string, flag: string): string {
  const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  if (!/^[A-Za-z0-9.:_%-]{1,253}$/.test(bare))
    throw usage(`${flag} takes an address or a name, not “${text}”`);
  return bare;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
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
