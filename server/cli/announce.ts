import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { styleText } from 'node:util';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { DEFAULT_PORT, type ServeConfig } from './config.ts';
import { qrText } from './qr.ts';
import { terminalLanguage, TEXTS } from './text.ts';

export interface Terminal {
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  write(text: string): void;
}

/** Returns the address at which a browser on this machine finds the page. */
export function pageAddress(config: ServeConfig, { port }: AddressInfo): string {
  return addressOf(isAnyAddress(config.host) ? 'localhost' : config.host, port, config);
}

/**
 * Returns the addresses at which other machines find the page, the best first: --public-url alone if there is
 * one, otherwise those of the network. There is none if the server listens on a loopback address.
 */
export function addressesForOthers(config: ServeConfig, { port }: AddressInfo): string[] {
  const { host, publicUrl, language } = config;
  if (publicUrl !== undefined) return [withLanguage(publicUrl, language)];
  if (isLoopback(host)) return [];
  const hosts = isAnyAddress(host) ? lanAddresses(host) : [host];
  return hosts.map((name) => addressOf(name, port, config));
}

/** Prints where the page is, once it can be reached. If others can reach it too, it says for whom and how. */
export function announce(
  config: ServeConfig,
  bound: AddressInfo,
  network: NetworkInfo,
  terminal: Terminal,
): void {
  const texts = TEXTS[config.language ?? terminalLanguage(terminal.env)];
  const colours = usesColours(terminal);
  const paint = (style: 'bold' | 'yellow' | 'dim', text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;

  const moved = !config.portIsAsked && bound.port !== config.port ? ` ${texts.otherPort(DEFAULT_PORT)}` : '';
  const lines = [texts.listening(paint('bold', pageAddress(config, bound))) + moved];
  lines.push(network.grade === 'replay' ? texts.replay : texts.network(network));
  for (const name of config.oldNames) lines.push(paint('yellow', texts.oldName(name)));
  if (!isLoopback(config.host) || config.publicUrl !== undefined) {
    lines.push('', paint('yellow', texts.openToNetwork));
    const addresses = addressesForOthers(config, bound);
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

function addressOf(host: string, port: number, { language }: Pick<ServeConfig, 'language'>): string {
  const name = host.includes(':') ? `[${host.replace('%', '%25')}]` : host;
  return withLanguage(`http://${name}:${port}/`, language);
}

function withLanguage(address: string, language: ServeConfig['language']): string {
  return language === undefined ? address : `${address}?lang=${language}`;
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * Returns the addresses that others can type, IPv4 first. Link-local ones are left out, because they need an
 * interface's name.
 */
function lanAddresses(host: string): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outward = all.filter((a) => !a.internal && !/^(fe80:|169\.254\.)/i.test(a.address));
  const v4 = outward.filter((a) => a.family === 'IPv4').map((a) => a.address);
  const v6 = outward.filter((a) => a.family === 'IPv6').map((a) => a.address);
  return host.includes(':') ? [...v4, ...v6] : v4;
}
