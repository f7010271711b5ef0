import type { SyntaxNode } from '@lezer/common';
import { blocksOf } from '../../../../shared/programs/blocks.ts';
import { MODULES, namesOf } from '../../../../shared/programs/vocabulary.ts';
import type { ModuleName, Program, Statement } from '../../../../shared/programs/tree.ts';
import { Unreadable } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { children, listed } from './syntax.ts';

/** Reads `import socket` and `from socket import …`. One line may import several modules. */
export function readImport(node: SyntaxNode, text: string): Statement[] {
  const of = ({ from, to }: SyntaxNode): string => text.slice(from, to);
  const odd = children(node).find(({ name }) => !/^(?:import|from|VariableName|\*|,|\(|\))$/.test(name));
  if (odd !== undefined) throw new Unreadable(odd, 'unsupported', of(odd));
  const module = (named: SyntaxNode): ModuleName => {
    const found = MODULES.find((one) => one === of(named));
    if (found !== undefined) return found;
    if (of(named) === 'selectors') throw new Unreadable(named, 'no-selectors', 'selectors', 'select');
    throw new Unreadable(named, 'unknown-module', of(named), nearest(of(named), MODULES));
  };
  const [word, first, , ...names] = listed(node);
  if (word?.name === 'import')
    return listed(node)
      .slice(1)
      .map((named) => ({ is: 'import', module: module(named) }));
  const from = module(first!);
  for (const named of names) {
    const known = namesOf(from);
    if (named.name === '*' || known.includes(of(named))) continue;
    throw new Unreadable(named, 'unsupported', `${from}.${of(named)}`, nearest(of(named), known));
  }
  return [{ is: 'import-from', module: from, names: names.map(of) }];
}

/** Returns the uses of a module by its name, as in `socket.AF_INET`, that no line imports. */
export function notImported({ statements }: Program): { readonly at: object; readonly module: string }[] {
  const imported = new Set(importedBy(statements));
  const found: { at: object; module: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('is' in value && !String(value.is).startsWith('import') && 'module' in value) {
      const module = String(value.module);
      if (!imported.has(module)) found.push({ at: value, module });
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(statements);
  return found;
}

function importedBy(statements: readonly Statement[]): string[] {
  return statements.flatMap((one) => [
    ...(one.is === 'import' ? [one.module] : []),
    ...blocksOf(one).flatMap(importedBy),
  ]);
}
