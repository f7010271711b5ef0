import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ChangedValues } from '../../../../server/lab-host/python/changed-values.ts';
import type { PythonBytearray } from '../../../../server/lab-host/python/values.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('[PROG8] keeps nothing alive that has changed in a function that waits', async () => {
  const changed = new ChangedValues();
  const calling = changed.enter(new Map(), null, () => {});
  const innermost = changed.enter(new Map(), calling, () => {});
  const change = (): WeakRef<PythonBytearray> => {
    const array = { bytes: Buffer.alloc(0), exports: 0, sends: 0 };
    changed.add(array);
    return new WeakRef(array);
  };
  const gone = change();
  changed.tell(new Map(), innermost, () => {});
  // An object that has a weak reference lives until the event loop goes on.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(gone.deref()).toBeUndefined();
});
