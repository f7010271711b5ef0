import type { AddressInfo } from 'node:net';
import { styleText } from 'node:util';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { DEFAULT_PORT, type ServeConfig } from './config.ts';
import { addressesForOthers, pageAddress } from './addresses.ts';
import { isLoopback } from './listen-host.ts';
import { qrText } from './qr.ts';
import { terminalLanguage, TEXTS } from './text.ts';

export interface Terminal {
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  write(text: string): void;
}

/** Prints where the page is, once it can be reached. If others can reach it too, it says for whom and how. */
export function announce(
  config: ServeConfig,
  bound: AddressInfo,
  network: NetworkInfo,
  terminal: Terminal,
  token: string | null,
): void {
  const texts = TEXTS[config.language ?? terminalLanguage(terminal.env)];
  const colours = usesColours(terminal);
  const paint = (style: 'bold' | 'yellow' | 'dim', text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;

  const moved = !config.portIsAsked && bound.port !== config.port ? ` ${texts.otherPort(DEFAULT_PORT)}` : '';
  const lines = [texts.listening(paint('bold', pageAddress(config, bound, token))) + moved];
  lines.push(network.grade === 'replay' ? texts.replay : texts.network(network));
  if (network.grade === 'replay' && config.network === 'auto-isolated') lines.push(texts.sharedMustBeAsked);
  for (const name of config.oldNames) lines.push(paint('yellow', texts.oldName(name)));
  if (!isLoopback(config.host) || config.publicUrl !== undefined) {
    lines.push('', paint('yellow', token === null ? texts.openToNetwork : texts.openWithToken));
    const addresses = addressesForOthers(config, bound, token);
    for (const address of addresses) lines.push(`  ${address}`);
    if (addresses[0] === undefined) lines.push(`  ${texts.noLanAddress}`);
    else if (terminal.isTerminal) lines.push('', qrText(addresses[0]));
  }
  if (terminal.isTerminal) lines.push(paint('dim', texts.toEnd));
  terminal.write(`${lines.join('\n')}\n`);
}

/** The convention is https://no-color.org. A pipe or a file gets no colours either. */
export function usesColours({ isTerminal, env }: Pick<Terminal, 'isTerminal' | 'env'>): boolean {
  const asked = env['NO_COLOR'] === undefined || env['NO_COLOR'] === '';
  return isTerminal && asked && env['TERM'] !== 'dumb';
}
