import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { messages as narration } from '../../../../client/features/narration/messages.en.ts';
import { messages as summary } from '../../../../client/features/narration/summary/messages.en.ts';
import { narrationAt, readingAfter, type Reader } from '../../../../client/features/narration/tell.ts';
import { plain } from '../../../../client/i18n/plain.ts';
import { readingMs } from '../../../../client/playback/pacing.ts';
import { Player } from '../../../../client/playback/player.ts';
import { usePlayback } from '../../../../client/playback/playback-store.ts';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { Session } from '../../../../client/playback/session.ts';
import { messages as ui } from '../../../../client/ui/messages.en.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';

const reader: Reader = {
  words: { narration: narration.events, tcpStates: ui.tcpStates },
  summary: summary.summary,
  inHand: false,
};

/** Plays a recording on a clock of its own. Returns how long the sentence stood that was there at each press's end. */
function played(lesson: string, speed: number): { readonly sentence: string; readonly stoodMs: number }[] {
  const file = new URL(`../../../../client/public/recordings/${lesson}.ndjson`, import.meta.url);
  let now = 0;
  let timer: { at: number; run: () => void } | null = null;
  const clock = {
    now: () => now,
    after(ms: number, run: () => void) {
      const set = { at: now + ms, run };
      timer = set;
      return () => {
        if (timer === set) timer = null;
      };
    },
  };
  const player = new Player(new Session(), clock, () => ({ speed, time: 'story', trueScale: 1000 }));
  player.readBy((seq) => readingAfter(usePlayhead.getState(), seq, reader));
  player.load('recording', EMPTY_LAB_STATE);
  player.append(readRecording(readFileSync(file, 'utf8')).events, true);
  player.toStart();
  player.play();
  const stood: { sentence: string; stoodMs: number }[] = [];
  let shown = { sentence: '', since: 0, from: -1 };
  while (usePlayback.getState().playing && timer !== null) {
    const { at, run }: { at: number; run: () => void } = timer;
    timer = null;
    now = Math.max(now, at);
    run();
    const playhead = usePlayhead.getState();
    const told = narrationAt(playhead, playhead.cursor, reader)!;
    if (told.sentence === shown.sentence && told.span?.from === shown.from) continue;
    if (told.span?.from !== shown.from && shown.from >= 0)
      stood.push({ sentence: shown.sentence, stoodMs: now - shown.since });
    shown = { sentence: told.sentence, since: now, from: told.span?.from ?? -1 };
  }
  return stood;
}

test.each([
  ['L1', 1],
  ['L1', 4],
  ['L15', 1],
  ['L22', 0.5],
] as const)(
  '%s at speed %d: the sentence of each press stands for as long as it takes to read',
  (lesson, speed) => {
    const stood = played(lesson, speed);
    expect(stood.length).toBeGreaterThan(10);
    for (const { sentence, stoodMs } of stood)
      expect(stoodMs, sentence).toBeGreaterThanOrEqual(readingMs(plain(sentence)) / speed - 1);
  },
);
