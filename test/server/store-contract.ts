import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';

/** A place for a store, which can be opened again and again, as by one server after another. */
interface Place {
  open(): Store | Promise<Store>;
}

/** The entries of a stream. */
export async function entriesOf(store: Store, stream: string): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const batch of store.read(stream)) entries.push(...batch);
  return entries;
}

const name = fc.constantFrom('a', 'B-2', '_', 'x'.repeat(64));
const entries = fc.array(fc.json(), { maxLength: 5 });
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ is: fc.constant('append' as const), name, entries }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('replace' as const), name, entries }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('remove' as const), name }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('flush' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('reopen' as const) }) },
);

/** Checks that a store does what `Store` says. To be called within `describe`. */
export function storeContract(placeOf: () => Place, numRuns = 100): void {
  test('has what it was given, stream by stream and in order, also for the next server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const place = placeOf();
        let store = await place.open();
        const model = new Map<string, string[]>();
        for (const one of acts) {
          if (one.is === 'append') {
            const kept = model.get(one.name);
            if (kept === undefined) continue;
            store.append(one.name, one.entries);
            kept.push(...one.entries);
          } else if (one.is === 'replace') {
            store.replace(one.name, one.entries);
            model.set(one.name, [...one.entries]);
          } else if (one.is === 'remove') {
            store.remove(one.name);
            model.delete(one.name);
          } else if (one.is === 'flush') await store.flush();
          else {
            await store.close();
            store = await place.open();
            for (const stream of model.keys()) await entriesOf(store, stream);
          }
        }
        expect((await store.list()).toSorted()).toEqual([...model.keys()].toSorted());
        for (const [stream, kept] of model)
          expect(await entriesOf(store, stream)).toEqual(kept.map((entry) => JSON.parse(entry) as unknown));
        await store.close();
      }),
      { numRuns },
    );
  });

  test('reads a long stream in batches', async () => {
    const store = await placeOf().open();
    const numbers = Array.from({ length: 1000 }, (_, i) => i);
    store.replace('long', numbers.map(String));
    let batches = 0;
    for await (const batch of store.read('long')) batches += batch.length > 0 ? 1 : 0;
    expect(batches).toBeGreaterThan(1);
    expect(await entriesOf(store, 'long')).toEqual(numbers);
    await store.close();
  });

  test('has nothing of a stream that is not there, and does not append to it', async () => {
    const store = await placeOf().open();
    expect(await entriesOf(store, 'none')).toEqual([]);
    expect(() => store.append('none', ['1'])).toThrow();
    store.remove('none');
    expect(await store.list()).toEqual([]);
    await store.close();
  });

  test('says when what it was given is kept, in the order in which it is asked', async () => {
    const place = placeOf();
    const store = await place.open();
    const said: string[] = [];
    store.replace('a', ['1']);
    store.whenKept(() => said.push('a'));
    store.append('a', ['2']);
    store.whenKept(() => {
      said.push('b');
      store.whenKept(() => said.push('d'));
    });
    store.whenKept(() => said.push('c'));
    await store.flush();
    expect([said.toSorted(), said.indexOf('a') < said.indexOf('b'), store.isBehind]).toEqual([
      ['a', 'b', 'c', 'd'],
      true,
      false,
    ]);
    await store.close();
  });

  test('drops what it is given once it is closed', async () => {
    const place = placeOf();
    const store = await place.open();
    store.replace('a', ['1']);
    await store.close();
    store.append('a', ['2']);
    store.replace('b', ['3']);
    store.remove('a');
    const next = await place.open();
    expect([await next.list(), await entriesOf(next, 'a')]).toEqual([['a'], [1]]);
    await next.close();
  });
}
