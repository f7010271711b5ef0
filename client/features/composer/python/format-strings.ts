import type { SyntaxNode } from '@lezer/common';
import { fits, FORMAT } from '../../../../shared/programs/format-strings.ts';
import { unescaped } from '../../../../shared/programs/unescaped.ts';
import type { Expression, Replacement } from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { children } from './syntax.ts';

/** Reads an f-string, whose expressions `read` reads. Throws Unreadable. */
export function readFormatString(
  node: SyntaxNode,
  text: string,
  read: (node: SyntaxNode | undefined) => Expression,
): Expression {
  const written = text.slice(node.from, node.to);
  const [, prefix = '', quote = ''] = /^([A-Za-z]*)('''|"""|['"])/.exec(written) ?? [];
  if (quote.length !== 1 || prefix.length !== 1)
    throw new Unreadable(node, 'string-form', `${prefix}${quote}${quote.length === 1 ? quote : ''}`);
  const parts: (string | Replacement)[] = [];
  let at = node.from + 2;
  for (const part of children(node).filter(({ name }) => name === 'FormatReplacement')) {
    if (part.from > at) parts.push(plainText(text.slice(at, part.from), at));
    parts.push(replacement(part, text, read));
    at = part.to;
  }
  if (node.to - 1 > at) parts.push(plainText(text.slice(at, node.to - 1), at));
  const made = { is: 'f-string' as const, parts, ...(quote === '"' && { quote: '"' as const }) };
  if (!fits(made)) throw new Unreadable(node, 'in-f-string', written);
  return made;
}

/** Reads what stands between the expressions. Two braces are one. */
function plainText(text: string, from: number): string {
  const brace = /^(?:[^{}]|\{\{|\}\})*/.exec(text)![0].length;
  if (brace < text.length) throw new Unreadable({ from: from + brace, to: from + brace + 1 }, 'syntax', '');
  const read = unescaped(
    text.replaceAll(/\{\{|\}\}/g, (two) => two.charAt(0)),
    'text',
  );
  if (read.ok && !read.value.isWellFormed())
    throw new Unreadable({ from, to: from + text.length }, 'lone-surrogate', '');
  if (read.ok) return read.value;
  throw new Unreadable({ from, to: from + text.length }, 'bad-escape', read.found);
}

function replacement(
  node: SyntaxNode,
  text: string,
  read: (node: SyntaxNode | undefined) => Expression,
): Replacement {
  const of = ({ from, to }: SyntaxNode): string => text.slice(from, to);
  const [, value, ...others] = children(node);
  const behind = (name: string): string => {
    const found = others.find((one) => one.name === name);
    return found === undefined ? '' : of(found).slice(1);
  };
  const [conversion, format] = [behind('FormatConversion'), behind('FormatSpec')];
  const odd = others.some(({ name }) => !/^(?:FormatConversion|FormatSpec|\})$/.test(name));
  if (odd || !['', 'r', 's'].includes(conversion)) throw new Unreadable(node, 'unsupported', of(node));
  if (!FORMAT.test(format)) throw new Unreadable(node, 'format-spec', format);
  return {
    value: read(value),
    ...(conversion !== '' && { conversion: conversion as 'r' | 's' }),
    ...(format !== '' && { format }),
  };
}
