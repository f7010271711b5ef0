import type { Language, Localized } from '../languages.ts';
import { importLines } from './python-text.ts';
import { listing, type ListingLine } from './listing.ts';
import type { Token } from './tokens.ts';
import { importsItself } from './own-imports.ts';
import type { Program } from './tree.ts';

/** The ways in which a lesson depends on the lab, so that its scripts alone may behave differently. */
export const OUTSIDE = ['wire', 'order', 'settings', 'clients', 'again', 'one-machine'] as const;
export type Outside = (typeof OUTSIDE)[number];

export interface StandaloneScript {
  readonly program: Program;
  /** The program's name: `client`, `server`, `client2` … */
  readonly name: string;
  /** The title of the lesson or of the experiment. It may be empty. */
  readonly title: string;
  readonly outside: readonly Outside[];
  readonly language: Language;
}

/** The lab's addresses, with a constant's name for each and its value on a machine that has none of them. */
const ADDRESSES = [
  { lab: '192.168.127.1', name: 'SERVER', here: '127.0.0.1' },
  { lab: '192.168.127.2', name: 'CLIENT', here: '127.0.0.1' },
  { lab: 'fd00:127::1', name: 'SERVER6', here: '::1' },
  { lab: 'fd00:127::2', name: 'CLIENT6', here: '::1' },
] as const;

const TEXTS = {
  runs: {
    zh: '单独运行：python3 {file}',
    en: 'Runs by itself: python3 {file}',
  },
  serverFirst: {
    zh: '先启动服务端：在实验里由你决定谁先走；这里来早了的客户端会被拒绝。',
    en: 'Start the server first: in the lab you decide who goes when; here a client that is early is refused.',
  },
  address: {
    zh: '实验里的主机地址这台机器没有，用下面的常量代替；两台机器之间运行时，改成服务端的地址。',
    en: 'This machine has none of the lab’s addresses: the constants below stand for them. Between two machines, put the server’s address there.',
  },
  everywhere: {
    zh: "注意：地址 '' 表示所有网卡，运行时网络上的其他机器也连得进来。",
    en: "Note: the address '' means every network card: others on your network can connect while it runs.",
  },
  loopback: {
    zh: '同一台机器上走的是 lo：不扣住、不延迟、不丢失，一个报文段能装 64 KB，对方的地址也是 127.0.0.1。',
    en: 'On one machine all goes over lo: nothing is held, delayed or lost, a segment carries up to 64 KB, and the peer is 127.0.0.1 too.',
  },
} satisfies Record<string, Localized>;

const OUTSIDE_TEXTS: Record<Outside, Localized> = {
  wire: {
    zh: '这里重现不了：实验里由你扣住、递送或丢弃报文段，结果由此而来。',
    en: 'This cannot be repeated outside the lab: there you hold, deliver or drop segments, and what happens comes from that.',
  },
  order: {
    zh: '这里可能不同：实验里由你决定哪个程序先走一步；单独运行时两个程序同时走，谁快谁慢由系统决定。',
    en: 'May differ outside the lab: there you decide which program goes first; here both run at once, and the system decides.',
  },
  settings: {
    zh: '这里可能不同：实验的主机有自己的内核设置（定时器、SYN cookie 等）。',
    en: 'May differ outside the lab: its hosts have kernel settings of their own (timers, SYN cookies and so on).',
  },
  clients: {
    zh: '实验里有几个客户端：另开终端，各运行一次 client.py。',
    en: 'In the lab there are several clients: run client.py once in each of several terminals.',
  },
  again: {
    zh: '实验里程序要运行两次：结束后马上再运行一次。',
    en: 'In the lab the programs run twice: run them again as soon as they have ended.',
  },
  'one-machine': {
    zh: '这里可能不同：实验里是两台主机和 1500 字节的 MTU，缓冲区更快填满。',
    en: 'May differ outside the lab: there are two hosts and an MTU of 1500 bytes, with which buffers fill sooner.',
  },
};

/**
 * Returns a program as a script that runs by itself on any machine with Python 3. The lab's addresses become
 * constants at its top. Its header says, in the reader's language, what cannot be the same outside the lab.
 */
export function standaloneScript({ program, name, title, outside, language }: StandaloneScript): string {
  const lines = listing(program);
  const used = ADDRESSES.filter(({ lab }) =>
    lines.some(({ tokens }) => tokens.some((token) => isAddress(token, lab))),
  );
  const file = `${name}.py`;
  const say = (text: Localized): string => `# ${text[language].replace('{file}', file)}`;
  const header = [
    // A shared link may carry any title. A line break in it must not end the comment.
    `# Socketscope${title === '' ? '' : ` – ${title.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`} – ${file}`,
    say(TEXTS.runs),
    ...(name === 'server' ? [] : [say(TEXTS.serverFirst)]),
    ...(used.length === 0 ? [] : [say(TEXTS.address)]),
    ...(bindsEverywhere(lines) ? [say(TEXTS.everywhere)] : []),
    say(TEXTS.loopback),
    ...outside.map((reason) => say(OUTSIDE_TEXTS[reason])),
  ];
  return [
    ...header,
    ...(importsItself(program.statements) ? [''] : importLines(program)),
    ...used.map(({ name: constant, here, lab }) => `${constant} = '${here}'  # ${lab}`),
    ...(used.length === 0 ? [] : ['']),
    ...lines.map(({ indent, tokens }) =>
      tokens.length === 0 ? '' : '    '.repeat(indent) + tokens.map(tokenText).join(''),
    ),
    '',
  ].join('\n');
}

/**
 * Returns the length of what a saved script begins with and a lab's program does not have: its header, and
 * the imports if they are those that a lab's program begins with.
 */
export function savedHeader(script: string): number {
  const header = /^# Socketscope(?: |\n)[^\n]*\n(?:#[^\n]*\n)*/.exec(script)?.[0] ?? '';
  const rest = script.slice(header.length);
  const imports = /^from socket import \*\n(from threading import Thread\n)?\n/.exec(rest);
  if (imports === null) return header.length;
  const after = rest.slice(imports[0].length);
  const usesThread = /\bThread\b/.test(after);
  const isWhole = usesThread === (imports[1] !== undefined) && !/^\s*(?:from|import)\b/m.test(after);
  return header.length + (isWhole ? imports[0].length : 0);
}

/** A line of a script that gives one of the lab's addresses another value. */
export interface SavedAddress {
  readonly name: string;
  readonly lab: string;
  /** Offsets in the script, UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the constants that `standaloneScript` put at the top of a script, so that a saved script runs in a
 * lab again. A name that the script assigns once more is a variable like any other.
 */
export function savedAddresses(script: string): readonly SavedAddress[] {
  return ADDRESSES.flatMap(({ name, lab }) => {
    const lines = [...script.matchAll(new RegExp(`^[ \\t]*${name}[ \\t]*=(?!=).*$`, 'gm'))];
    const [line] = lines;
    const own =
      line !== undefined && lines.length === 1 && /^\w+ = '[^'\\]*' {2}# (\S+)$/.exec(line[0])?.[1] === lab;
    return own ? [{ name, lab, from: line.index, to: line.index + line[0].length }] : [];
  });
}

const isAddress = ({ text }: Token, lab: string): boolean => text === `'${lab}'` || text === `"${lab}"`;

function tokenText(token: Token): string {
  return ADDRESSES.find(({ lab }) => isAddress(token, lab))?.name ?? token.text;
}

function bindsEverywhere(lines: readonly ListingLine[]): boolean {
  return lines.some(
    ({ tokens }) =>
      tokens.some(({ text }) => text === 'bind') &&
      tokens.some(({ text }) => /^(['"])(?:|0\.0\.0\.0|::)\1$/.test(text)),
  );
}
