import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeComposition, encodeComposition } from '../../client/features/composer/link.ts';
import { replayOf, routeOf, variationOf } from '../../client/navigation/route.ts';
import { experimentInHash, roomInHash } from '../../client/lab/room-link.ts';
import { compositionText, readComposition } from '../../shared/programs/composition.ts';
import { listing } from '../../shared/programs/listing.ts';
import { wireSettingsSchema } from '../../shared/log/wire-settings-schema.ts';
import { experimentSchema } from '../../shared/programs/experiment.ts';
import { damaged, damagedText } from '../support/damaged.ts';
import { fuzz } from '../support/fuzz.ts';
import { someProgram } from '../support/some-programs.ts';
import { valuesOf } from '../support/schema-values.ts';

const composition = fc.record(
  {
    socketscope: fc.constant('composition'),
    version: fc.constant(1),
    experiment: valuesOf(experimentSchema),
    programs: fc.record({ client: someProgram, server: someProgram }),
    wire: valuesOf(wireSettingsSchema),
    timers: fc.constantFrom('calm', 'kernel'),
    steadySyn: fc.constant(true),
  },
  { requiredKeys: ['socketscope', 'version', 'experiment', 'programs', 'wire', 'timers'] },
);
const text = fc.oneof(
  damaged(composition).map((one) => JSON.stringify(one)),
  damagedText(
    composition.map((one) => JSON.stringify(one)),
    ['"', '{', '\\u', '1e999', '\0'],
  ),
);

fuzz({
  title: 'any text is a composition that is written again as it was read, or none',
  share: 0.03,
  cases: text,
  check(one) {
    const read = readComposition(one);
    if (!read.ok) return;
    for (const program of Object.values(read.composition.programs)) listing(program);
    expect(readComposition(compositionText(read.composition))).toEqual(read);
  },
});

const packed = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 2 }), fc.nat(9))
  .map(([one, changes, cut]) => {
    const bytes = deflateSync(one);
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    const link = bytes.toString('base64url');
    return cut > 6 ? link.slice(0, -cut) : link;
  });

fuzz({
  title: 'any packed link opens as what was packed, or is said to be damaged',
  share: 0.01,
  cases: packed,
  async check(one) {
    const read = await decodeComposition(one);
    if (read.ok) expect(await decodeComposition(await encodeComposition(read.composition))).toEqual(read);
  },
});

const LINKS = [
  'http://x/?lesson=L1&lang=en#/room/abc',
  'http://x/?replay=L1&see=a&at=3',
  'http://x/#/try/eJw',
  'http://x/?page=reference&of=ack',
  'http://x/?page=map',
  'http://x/?tour=1',
  'http://x/?variation=v&lesson=L2',
];

fuzz({
  title: 'any address names a page',
  share: 0.05,
  cases: damagedText(fc.constantFrom(...LINKS), ['#', '?', '%', '%zz', '&', '=', '/', '\0', '\ud800', '%2e']),
  check(one) {
    if (!URL.canParse(one)) return;
    const url = new URL(one);
    expect(['home', 'map', 'reference', 'stage']).toContain(routeOf(url).is);
    replayOf(url);
    variationOf(url);
    roomInHash(url.hash);
    experimentInHash(url.hash);
  },
});
