import { DEFAULT_LANGUAGE, type Language, languageOf } from '../../shared/languages.ts';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';

/** The texts that `serve` prints at the terminal. */
const en = {
  listening: (address: string) => `Socketscope is at ${address}`,
  otherPort: (wanted: number) => `(port ${wanted} is in use)`,
  toEnd: 'Ctrl-C ends it.',
  openToNetwork:
    'Everybody who reaches this machine over its network can open labs on it and watch them. For the class:',
  openWithToken:
    'Whoever has this address can open labs here; without its token one can only watch by invitation. For the class:',
  oldName: (name: string) =>
    `${name} is set in the environment. It is not read any more; SOCKETSCOPE_${name} is.`,
  sharedMustBeAsked:
    'The machine’s own lo is not shared with others unless it is asked for: --network shared-loopback.',
  noLanAddress: 'This machine has no address on a network at the moment.',
  network: ({ grade, isolated, failure }: NetworkInfo) =>
    `Network: ${grade}${grade === 'loopback' && !isolated ? ' (the machine’s own lo)' : ''}` +
    (failure === null ? '' : `; nothing better because of ${reason(failure)}. The page says what helps.`),
  replay: 'No live labs here: the page plays a recorded conversation.',
};

const zh: typeof en = {
  listening: (address) => `Socketscope 已就绪：${address}`,
  otherPort: (wanted) => `（端口 ${wanted} 已被占用）`,
  toEnd: '按 Ctrl-C 结束。',
  openToNetwork: '凡能通过网络访问这台机器的人，都可以在上面打开实验并观看。供全班使用的地址：',
  openWithToken: '有这个网址的人都可以在这里打开实验；没有其中的令牌，就只能凭邀请旁观。供全班使用的网址：',
  oldName: (name) => `环境变量 ${name} 已设置，但不再读取；请改用 SOCKETSCOPE_${name}。`,
  sharedMustBeAsked: '除非明确要求（--network shared-loopback），否则不会让他人使用本机自己的 lo。',
  noLanAddress: '这台机器目前没有网络地址。',
  network: ({ grade, isolated, failure }) =>
    `网络：${grade}${grade === 'loopback' && !isolated ? '（本机自己的 lo）' : ''}` +
    (failure === null ? '' : `；未能使用更好的方式，原因：${reason(failure)}。页面上有解决办法。`),
  replay: '这里没有实况实验：页面播放对话的录像。',
};

export type Texts = typeof en;
export const TEXTS: Record<Language, Texts> = { en, zh };

function reason({ step, errno }: NonNullable<NetworkInfo['failure']>): string {
  return errno === undefined ? step : `${step} (${errno})`;
}

/**
 * Returns the terminal's language for a user who asked for none: LC_ALL goes before LC_MESSAGES, and that
 * before LANG (locale(7)).
 */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (name) => name !== undefined && name !== '',
  );
  return languageOf(locale ?? '') ?? DEFAULT_LANGUAGE;
}
