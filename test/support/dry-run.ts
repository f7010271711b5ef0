import type { Program } from '../../shared/programs/tree.ts';
import { PythonRaise } from '../../server/lab-host/python/exceptions.ts';
import type { Machine } from '../../server/lab-host/python/machine.ts';
import { MemoryAccount } from '../../server/lab-host/python/memory-account.ts';
import type { ChangedValues } from '../../server/lab-host/python/changed-values.ts';
import type { Tracer } from '../../server/lab-host/python/block-runner.ts';
import { Interpreter } from '../../server/lab-host/python/interpreter.ts';

/** The parts of the machine, and what happens before a line and around a function, that a test has of its own. */
type Own = Partial<Machine> &
  Partial<Pick<Tracer, 'line' | 'entered' | 'left'>> & { readonly changed?: ChangedValues };

const never = (): never => {
  throw new Error('a dry run has no sockets and no threads');
};

/** Runs a program without sockets and threads. Returns what it prints, and the exception that ends it. */
export async function dryRun(
  program: Program,
  {
    line = () => Promise.resolve(),
    entered = () => {},
    left = () => {},
    memory = new MemoryAccount(Infinity),
    changed,
    ...own
  }: Own = {},
): Promise<string> {
  const printed: string[] = [];
  const machine: Machine = {
    charge: () => null,
    memory,
    print: (text) => printed.push(text),
    input: never,
    sleep: never,
    select: never,
    createConnection: never,
    createServer: never,
    socket: never,
    describe: never,
    method: never,
    dropped: () => {},
    release: () => null,
    assigned: () => {},
    deleted: () => {},
    newThread: (target, args, daemon) => ({ name: '', target, args, daemon, id: null, ended: false }),
    start: never,
    join: never,
    ...own,
  };
  const tracer: Tracer = {
    line,
    entered,
    left,
    comprehending: (act) => act(),
    caught: () => {},
    where: () => null,
  };
  const interpreter = new Interpreter(() => program, new Map(), machine, tracer, changed);
  memory.open(() => interpreter.roots());
  try {
    await interpreter.runModule();
  } catch (error) {
    if (!(error instanceof PythonRaise)) throw error;
    printed.push(error.message);
  }
  return printed.join('\n');
}
