import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/*
 * A python3 that executes one text after another, each in a process of its own. It lives in the network namespace in
 * which it was begun.
 */

const DRIVER = `
import json, os, signal, sys, threading, traceback
for line in sys.stdin:
    text = json.loads(line)
    taken, given = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        os.dup2(given, 1); os.dup2(given, 2); os.close(taken); os.close(given)
        os.closerange(3, 64)
        names = {'__name__': '__main__'}
        raised = ''
        def ended(args):
            global raised
            raised = args.exc_type.__name__ + ': ' + str(args.exc_value)
        threading.excepthook = ended
        try:
            exec(compile(text, 'text', 'exec'), names)
        except BaseException as e:
            raised = traceback.format_exception_only(type(e), e)[-1].strip()
        for t in threading.enumerate():
            if t is not threading.current_thread() and not t.daemon: t.join()
        sys.stdout.flush()
        os.write(1, ('\\0' + raised).encode())
        os._exit(0)
    os.close(given)
    out = b''
    while True:
        part = os.read(taken, 65536)
        if not part: break
        out += part
    os.close(taken)
    _, status = os.waitpid(child, 0)
    text, end, raised = out.decode().partition('\\0')
    print(json.dumps({'printed': text, 'raised': raised if end else 'it never ended', 'pid': child}), flush=True)
`;

interface Ran {
  readonly printed: string;
  readonly raised: string;
  readonly pid: number;
}

/** The calls on sockets, as strace(1) names them. */
const TRACED = '%network,close,ioctl,poll,pselect6';

export class PythonHost {
  /** The folder in which strace writes a file for each thread, or null. */
  readonly #traces: string | null;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;
  readonly #waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void }[] =
    [];
  #ended: Error | null = null;

  /** A `traced` one tells the system calls of what it has run. */
  constructor({ traced = false } = {}) {
    this.#traces = traced ? mkdtempSync(join(tmpdir(), 'socketscope-strace-')) : null;
    const python = ['python3', '-u', '-W', 'ignore', '-c', DRIVER];
    const [program = '', ...words] =
      this.#traces === null
        ? python
        : ['strace', '-ff', '-qq', '-e', `trace=${TRACED}`, '-o', join(this.#traces, 'of'), ...python];
    this.#child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout });
    this.#lines.on('line', (line) => this.#waiting.shift()?.resolve(line));
    // Without this, whoever waits for an answer would wait until nothing is left to do, and end without a word.
    this.#child.once('close', (code, signal) => {
      this.#ended = new Error(`the python3 of a host ended with ${code ?? signal}`);
      for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    });
    // A python3 that has ended reads nothing, and `close` says how it ended.
    this.#child.stdin.on('error', () => {});
  }

  run(text: string): Promise<Ran> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    this.#child.stdin.write(`${JSON.stringify(text)}\n`);
    return new Promise<string>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    }).then((line) => JSON.parse(line) as Ran);
  }

  /** Returns what strace has written of a text's main thread. */
  traceOf({ pid }: Ran): string {
    return this.#traces === null ? '' : readFileSync(join(this.#traces, `of.${pid}`), 'utf8');
  }

  /** State 0A is LISTEN (proc(5), /proc/net/tcp). */
  isListening(port: number): boolean {
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    return ['tcp', 'tcp6'].some((table) =>
      new RegExp(`:${hex} 0+:0000 0A`).test(readFileSync(`/proc/${this.#child.pid}/net/${table}`, 'utf8')),
    );
  }

  end(): void {
    this.#lines.close();
    this.#child.stdin.end();
    if (this.#traces !== null) rmSync(this.#traces, { recursive: true, force: true });
  }
}
