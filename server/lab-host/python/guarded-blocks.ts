import type { PythonException } from '../../../shared/log/events.ts';
import type { BlockRunner, Outcome } from './block-runner.ts';
import { isCaught, isOfProgram, raise } from './exceptions.ts';
import type { Located } from './located.ts';
import type { Scope } from './scope.ts';
import { NONE, typeName, type PythonSocket } from './values.ts';

/** `finally` does not run when the lab refuses, because the program does not go on. */
export async function attempt(run: BlockRunner, { parts }: Located, scope: Scope): Promise<Outcome> {
  const last = parts.find(({ head }) => head === 'finally')?.block ?? [];
  let outcome: Outcome;
  try {
    outcome = await guarded(run, parts, scope);
  } catch (error) {
    if (!isOfProgram(error)) throw error;
    const end = await run.inUse.handling(error.exception, () => run.block(last, scope));
    if (end !== 'through') return end;
    throw error;
  }
  const given = typeof outcome === 'object' ? outcome.value : NONE;
  const end = await run.inUse.holding([given], () => run.block(last, scope));
  return end === 'through' ? outcome : end;
}

async function guarded(run: BlockRunner, parts: Located['parts'], scope: Scope): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = await run.block(parts[0]?.block ?? [], scope);
  } catch (error) {
    if (!isOfProgram(error)) throw error;
    const { exception } = error;
    for (const { head, line, block } of parts) {
      if (head === null || typeof head === 'string') continue;
      if (!isCaught(exception.name, head, (name) => scope.lookup(name))) continue;
      run.tracer.caught(exception);
      await run.tracer.line(line, 'passed');
      return run.inUse.handling(exception, () => handler(run, head.name, exception, block, scope));
    }
    throw error;
  }
  if (outcome !== 'through') return outcome;
  return run.block(parts.find(({ head }) => head === 'else')?.block ?? [], scope);
}

async function handler(
  run: BlockRunner,
  name: string | undefined,
  exception: PythonException,
  block: readonly Located[],
  scope: Scope,
): Promise<Outcome> {
  if (name === undefined) return run.block(block, scope);
  scope.requireDeletable(name);
  run.assign(name, { is: 'exception', exception }, scope);
  try {
    return await run.block(block, scope);
  } finally {
    // Python deletes the name behind the handler (Language Reference, 8.4.1).
    if (scope.remove(name)) run.machine.deleted(name, scope.isLocal(name));
  }
}

/** Closes the sockets behind the block, for which CPython comes back to the line of `with`. */
export function withSockets(run: BlockRunner, located: Located, scope: Scope): Promise<Outcome> {
  return run.inUse.holding([], () => managed(run, located, scope));
}

async function managed(run: BlockRunner, located: Located, scope: Scope): Promise<Outcome> {
  const now = run.now(located);
  const opened: PythonSocket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of opened.toReversed()) await run.machine.method(socket, 'close', []);
  };
  let isInside = false;
  let outcome: Outcome = 'through';
  try {
    for (const { value, name } of now.is === 'with' ? now.items : []) {
      const manager = await run.evaluate(value, scope);
      if (manager.is !== 'socket')
        return raise(
          'TypeError',
          `'${typeName(manager)}' object does not support the context manager protocol`,
        );
      opened.push(manager.socket);
      run.inUse.held.push(manager);
      if (name !== undefined) run.assign(name, manager, scope);
    }
    isInside = true;
    outcome = await run.block(located.parts[0]?.block ?? [], scope);
  } catch (error) {
    if (!isOfProgram(error)) throw error;
    if (isInside) await run.tracer.line(located.line);
    await close();
    throw error;
  }
  await run.tracer.line(located.line);
  await close();
  return outcome;
}
