import { afterEach, expect, test, vi } from 'vitest';
import { readFile } from '../../../../client/features/recordings/read-file.ts';

afterEach(() => void vi.unstubAllGlobals());

test('a file is answered also where the browser lets no worker begin', async () => {
  vi.stubGlobal('Worker', function refuse(): never {
    throw new Error('no workers here');
  });
  const read = await readFile(new File(['x'], 'x.ndjson'), () => {}, new AbortController().signal);
  expect(read).toEqual({ is: 'refused', code: 'no-reader' });
});
