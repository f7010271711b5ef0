import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Outbox } from '../../../../server/relay/outbox.ts';
import { read } from '../../../../server/relay/relay-messages.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The words of a letter for each line, as its receiver reads them. */
function toldBy(text: string): Map<number, string[]> {
  const { letter, frames } = read(text);
  const told = new Map<number, string[]>();
  let at = 0;
  for (const tell of letter.tells ?? []) {
    const frame = 'length' in tell ? frames.slice(at, (at += tell.length)) : Object.keys(tell)[1]!;
    for (const line of tell.to) told.set(line, [...(told.get(line) ?? []), frame]);
  }
  return told;
}

function outbox() {
  const letters: string[] = [];
  return {
    letters,
    box: new Outbox(
      () => 'a',
      (text) => letters.push(text),
    ),
  };
}

describe('[STORE8] what a server has for another', () => {
  test('is one letter in a turn, with each frame once, however many lines it is for', async () => {
    const { letters, box } = outbox();
    for (let line = 0; line < 1000; line += 1)
      for (const frame of ['{"a":1}', '你好\n']) box.frame(line, frame);
    await turn();
    expect(letters).toHaveLength(1);
    const { letter, frames } = read(letters[0]!);
    expect([letter.tells?.length, frames]).toEqual([2, '{"a":1}你好\n']);
  });

  test('keeps the order of each line', async () => {
    const act = fc.record({
      line: fc.integer({ min: 1, max: 4 }),
      what: fc.constantFrom('a', 'b', 'cc', '\n', 'refused', 'away'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { letters, box } = outbox();
        const model = new Map<number, string[]>();
        for (const { line, what } of acts) {
          if (what === 'refused') box.refuse(line, { code: 'internal' });
          else if (what === 'away') box.away(line);
          else box.frame(line, what);
          model.set(line, [...(model.get(line) ?? []), what]);
        }
        await turn();
        expect(letters).toHaveLength(acts.length === 0 ? 0 : 1);
        if (letters[0] !== undefined) expect(toldBy(letters[0])).toEqual(model);
      }),
    );
  });
});
