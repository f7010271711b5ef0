import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../server/limits.ts';
import { ABOUT, answers, asks, runOf } from '../support/class-of-l1.ts';
import { keptPlaces, type KeptPlace, turn } from '../support/kept-place.ts';

const RUN = runOf('L1', 'segments');
const place = keptPlaces();

async function asked() {
  const first = place();
  const presenter = await first.page({ lesson: 'L1' });
  first.labs.play(RUN.before);
  presenter.act({ is: 'begin' }).receive();
  const { code, token } = presenter.classes.at(-1)!;
  const follower = async (as?: string) => answers(await first.page({ class: code }), as);
  const one = await follower();
  const two = await follower();
  const all = { first, presenter, code, ...asks(presenter), one, two };
  all.vote({ is: 'ask', about: ABOUT });
  const { room, token: ofRoom } = presenter.welcome!;
  const presents = { room, token: ofRoom!, presents: { code, token: token! } };
  /** The server is killed, and all pages come to the next one. */
  const killed = async (before: KeptPlace) => {
    const next = place(before);
    const back = await next.page(presents);
    const again = [one, two].map(async ({ as }) => answers(await next.page({ class: code }), as));
    const [first_, second] = await Promise.all(again);
    return { next, presenter: back, ...asks(back), one: first_!, two: second! };
  };
  return { ...all, killed };
}

describe('[STORE6] after a kill of the server at any moment', () => {
  test('every answer that was told to be counted counts, and the question is where it was', async () => {
    const { first, one, two, killed, ...all } = await asked();
    one.answer(0);
    two.answer(2);
    two.answer(1);
    const open = await killed(first);
    expect(open.one.page.votes.question).toMatchObject({ id: 1, is: 'open', round: 1 });
    expect(open.one.recall().votes.mine?.answers).toEqual([0]);
    expect(open.two.recall().votes.mine?.answers).toEqual([1]);
    // It goes on there.
    open.one.answer(2);
    open.turn('lock');
    open.turn('again');
    open.two.answer(2, 2);
    const second = await killed(open.next);
    expect(second.one.recall().votes.mine).toEqual({ question: 1, answers: [2, null] });
    expect(second.two.recall().votes.mine).toEqual({ question: 1, answers: [1, 2] });
    second.turn('lock', 2);
    // The new lab's run comes to the answer.
    second.next.labs.play([...RUN.before, ...RUN.nearly, ...RUN.last]);
    second.turn('show', 2);
    const shown = {
      is: 'shown',
      rounds: [
        [0, 1, 1],
        [0, 0, 1],
      ],
      happened: RUN.happened,
    };
    expect(second.presenter.votes.question).toMatchObject(shown);
    const third = await killed(second.next);
    expect(third.one.page.votes.question).toMatchObject(shown);
    third.turn('close', 2);
    const fourth = await killed(third.next);
    expect(fourth.one.page.votes.question).toBeNull();
    fourth.vote({ is: 'results' });
    expect(fourth.presenter.votes.results).toMatchObject([{ id: 1, shown: true, rounds: shown.rounds }]);
    // A closed question leaves nobody's answer behind, not even as a hash.
    await third.next.store.flush();
    const [file] = third.next.filesOf('votes');
    expect(readFileSync(join(third.next.folder, file!), 'utf8')).not.toContain('voter');
    fourth.vote({ is: 'ask', about: { text: 'More?', options: ['yes', 'no'] } });
    expect(fourth.presenter.votes.question?.id).toBe(2);
    expect(all.code).toHaveLength(6);
  });

  test('what the run has shown is known, though its lab is lost', async () => {
    const { first, turn: take, killed, one } = await asked();
    one.answer(1);
    take('lock');
    first.labs.play([...RUN.nearly, ...RUN.last]);
    await vi.waitFor(() =>
      expect(readFileSync(join(first.folder, first.filesOf('votes')[0]!), 'utf8')).toMatch(/happened/),
    );
    const next = await killed(first);
    next.turn('show');
    expect(next.one.page.receive().votes.question).toMatchObject({ happened: RUN.happened });
  });

  test('a file that was written anew in the midst of a round has all answers', async () => {
    const { first, one, two, killed } = await asked();
    const append = vi.spyOn(first.store, 'replace');
    onTestFinished(() => append.mockRestore());
    one.answer(1);
    // Others answer, and change their minds.
    for (let i = 0; append.mock.calls.length === 0; i += 1) {
      const page = await first.page({ class: one.page.classes.at(-1)!.code });
      const other = answers(page);
      for (let change = 0; change <= SERVER_LIMITS.changesPerRound; change += 1) other.answer(change % 3);
      page.disconnect();
      expect(i).toBeLessThan(100);
    }
    two.answer(2);
    const next = await killed(first);
    expect(next.one.recall().votes.mine?.answers).toEqual([1]);
    expect(next.two.recall().votes.mine?.answers).toEqual([2]);
  });
});

test('[STORE6] the questions of a class that has ended are removed, also where a kill came between', async () => {
  const { first, presenter, code } = await asked();
  const orphan = join(first.folder, 'votes-CCCCCC.ndjson');
  writeFileSync(orphan, '{"is":"closed"}\n');
  const next = place(first);
  await next.page({ class: code });
  expect(next.filesOf('votes')).toEqual([`votes-${code}.ndjson`]);
  presenter.act({ is: 'end' });
  expect(first.filesOf('votes')).toEqual(['votes-CCCCCC.ndjson']);
});

test('[STORE6] the questions of a class stay while it does, when rooms are swept', async () => {
  const { first } = await asked();
  const next = place(first);
  next.clock.ms += SERVER_LIMITS.roomGraceMs + 1;
  next.rooms.sweep();
  await turn();
  await next.store.flush();
  await expect.poll(() => readdirSync(next.folder).filter((name) => /^.{32}\.ndjson/.test(name))).toEqual([]);
  expect(next.filesOf('votes')).toHaveLength(1);
});

test('[STORE6] a damaged file ends before what cannot be read, and is written whole with the next answer', async () => {
  const { first, one, killed, code } = await asked();
  one.answer(1);
  const file = join(first.folder, `votes-${code}.ndjson`);
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"is":"answered","voter":7}\n`);
  const next = await killed(first);
  expect(next.one.recall().votes.mine?.answers).toEqual([1]);
  next.two.answer(0);
  await next.next.store.flush();
  const third = await killed(next.next);
  expect(third.two.recall().votes.mine?.answers).toEqual([0]);
});

test.each([
  ['a line that is none', '{"is":"answ\n'],
  ['a line without its end', '{"is":"answ'],
  ['an entry of another kind', '{"is":"answered","voter":7}\n'],
])('[STORE6] after %s in its file, no answer is lost in a kill that follows at once', async (_, damage) => {
  const { first, one, killed, code } = await asked();
  one.answer(1);
  const file = join(first.folder, `votes-${code}.ndjson`);
  writeFileSync(file, `${readFileSync(file, 'utf8')}${damage}`);
  const next = await killed(first);
  next.two.answer(0);
  expect(next.two.page.votes.mine?.answers).toEqual([0]);
  const third = await killed(next.next);
  expect(third.one.recall().votes.mine?.answers).toEqual([1]);
  expect(third.two.recall().votes.mine?.answers).toEqual([0]);
});

test('[VOTE7] the voters of a closed question are forgotten, also when a kill follows at once', async () => {
  const { first, one, killed, turn: take, code } = await asked();
  one.answer(1);
  take('lock');
  take('close');
  const { next } = await killed(first);
  expect(readFileSync(join(next.folder, `votes-${code}.ndjson`), 'utf8')).not.toContain('voter');
});

test('[STORE6] the presenter is told that answers are not kept, and they are once they can be', async () => {
  const { first, one, killed, presenter, turn: take } = await asked();
  const fail = (): never => {
    throw new Error('no space left');
  };
  const spies = [vi.spyOn(first.store, 'append'), vi.spyOn(first.store, 'replace')];
  for (const spy of spies) spy.mockImplementation(fail);
  onTestFinished(() => spies.forEach((spy) => spy.mockRestore()));
  one.answer(2);
  take('lock');
  expect(presenter.votes.question).toMatchObject({ answered: 1, notKept: true });
  expect(one.page.receive().votes.question).not.toHaveProperty('notKept');
  for (const spy of spies) spy.mockRestore();
  first.classes.sweep();
  await expect.poll(() => presenter.receive().votes.question).not.toHaveProperty('notKept');
  await first.store.flush();
  const next = await killed(first);
  expect(next.one.recall().votes.mine?.answers).toEqual([2]);
});

test('[STORE6] neither the secret of a device nor a file that others may read is on the disk', async () => {
  const { first, one, code } = await asked();
  one.answer(1);
  const file = join(first.folder, `votes-${code}.ndjson`);
  expect(readFileSync(file, 'utf8')).toContain('"option":1');
  expect(readFileSync(file, 'utf8')).not.toContain(one.as);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
