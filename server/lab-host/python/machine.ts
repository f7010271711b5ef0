import type { SocketMethod } from '../../../shared/programs/tree.ts';
import type { Charge } from './long-work.ts';
import type { MemoryAccount } from './memory-account.ts';
import type { PythonFunction, PythonSocket, PythonThread, Value } from './values.ts';

/** The operations of a program that reach outside the interpreter. Each may raise PythonRaise. */
export interface Machine {
  /** Lets a long operation give way: see {@link Charge}. */
  readonly charge: Charge;
  /** The account of the lab's memory. */
  readonly memory: MemoryAccount;
  print(text: string): void;
  /** Asks a person for a line, and returns it without its end. */
  input(prompt: string): Promise<string>;
  sleep(seconds: Value): Promise<void>;
  select(args: readonly Value[]): Promise<Value>;
  socket(args: readonly Value[]): Promise<Value>;
  createConnection(args: readonly Value[], keywords: ReadonlyMap<string, Value>): Promise<Value>;
  createServer(args: readonly Value[], keywords: ReadonlyMap<string, Value>): Promise<Value>;
  /** Does `repr(socket)`, for which Python makes system calls. */
  describe(socket: PythonSocket): Promise<string>;
  method(socket: PythonSocket, name: SocketMethod, args: readonly Value[]): Promise<Value>;
  /** Remembers that something may have been the last that referred to a socket. */
  dropped(): void;
  /**
   * Closes the sockets to which nothing refers any more. Returns null if it looked for none: there is certainly none, or
   * other threads run.
   */
  release(): Promise<void> | null;
  assigned(name: string, value: Value, local: boolean): void;
  deleted(name: string, local: boolean): void;
  newThread(target: PythonFunction, args: Value, daemon: boolean): PythonThread;
  start(thread: PythonThread): void;
  join(thread: PythonThread): Promise<void>;
}
