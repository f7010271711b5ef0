import { spawnSync } from 'node:child_process';

/** Python runs all texts in one process, each with names of its own. */
const DRIVER = `
import contextlib, io, json, sys
printed = []
for text in json.load(sys.stdin):
    out = io.StringIO()
    names = {'__name__': '__main__'}
    if 'import ' not in text:
        exec('from socket import *\\nfrom threading import Thread', names)
    with contextlib.redirect_stdout(out):
        try:
            exec(text, names)
        except Exception as e:
            print(type(e).__name__ + ': ' + str(e))
    printed.append(out.getvalue().removesuffix('\\n'))
json.dump(printed, sys.stdout)
`;

/** Returns what python3 prints for each text, with the exception that ends it. */
export function printedByPython(texts: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync('python3', ['-W', 'ignore', '-c', DRIVER], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}
