import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSegment } from '../../../../shared/tcp/segment.ts';
import { HeaderPrediction } from '../../../../server/lab-host/networks/header-prediction.ts';
import { firstOfRun, packet, predictionAgrees, SCALE } from '../../../support/header-prediction.ts';

describe('header prediction', () => {
  test('says of each segment what its whole header says, and goes on from those that fit', () => {
    fc.assert(predictionAgrees, { numRuns: 500 });
  });

  test('holds nothing for a continuation whose timestamps stand elsewhere, unless they are the same', () => {
    fc.assert(
      fc.property(firstOfRun, fc.integer({ min: 1, max: 1000 }), (begin, later) => {
        const odd = { ...begin, payload: 5, options: 'timestamps last' as const };
        const predicted = new HeaderPrediction(parseSegment(packet(odd))!, packet(odd), SCALE);
        const following = { ...odd, seq: (odd.seq + 5) >>> 0 };
        expect(predicted.fits(packet(following))).toBe(true);
        expect(predicted.fits(packet({ ...following, time: (odd.time + later) >>> 0 }))).toBe(false);
      }),
    );
  });

  test('takes no packet that is cut off within its header', () => {
    fc.assert(
      fc.property(firstOfRun, fc.nat(39), (begin, length) => {
        const bytes = packet(begin);
        const predicted = new HeaderPrediction(parseSegment(bytes)!, bytes, SCALE);
        expect(predicted.fits(bytes.subarray(0, length))).toBe(false);
      }),
    );
  });
});
