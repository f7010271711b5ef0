import { expect, test, vi } from 'vitest';
import { KeptRooms } from '../../../../server/rooms/kept-rooms.ts';
import type { Store } from '../../../../server/store/store.ts';

test('[STORE8] a room that a shared store cannot read now is not given up', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const kept = (shared: object | null): KeptRooms => {
    // eslint-disable-next-line require-yield
    const read = async function* (): AsyncIterable<readonly unknown[]> {
      throw new Error('the connection was lost');
    };
    const store = { shared, read } as unknown as Store;
    return new KeptRooms({ store, server: '0', nowMs: () => 0, logOf: () => expect.fail() });
  };
  await expect(kept({}).read('r')).rejects.toThrow('the connection was lost');
  expect(said).not.toHaveBeenCalled();
  // A file that cannot be read stays so.
  expect(await kept(null).read('r')).toBeNull();
  expect(said.mock.calls[0]?.[0]).toContain('it is left out: Error: the connection was lost');
  said.mockRestore();
});
