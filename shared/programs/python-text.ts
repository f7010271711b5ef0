import { importsItself } from './own-imports.ts';
import { lineText, listing } from './listing.ts';
import type { Program } from './tree.ts';

/** Returns the listing as one text. */
export function pythonText(program: Program): string {
  return listing(program)
    .map((line) => (line.tokens.length === 0 ? '' : '    '.repeat(line.indent) + lineText(line)))
    .join('\n');
}

/** Returns the imports that a script needs which runs by itself: those of a lab, unless it has its own. */
export function importLines(program: Program): string[] {
  if (importsItself(program.statements)) return [];
  const threads = listing(program).some(({ tokens }) => tokens.some(({ text }) => text === 'Thread'));
  return ['from socket import *', ...(threads ? ['from threading import Thread'] : []), ''];
}

/** Returns the listing as a script that runs by itself. */
export function pythonScript(program: Program): string {
  return [...importLines(program), pythonText(program), ''].join('\n');
}
