import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeCard, type Rect } from '../../../../client/ui/place-card.ts';

const room = { width: 1280, height: 720 };
const card = { width: 340, height: 240 };
const column: Rect = { left: 12, top: 88, right: 452, bottom: 596 };
const line = (n: number): Rect => ({ left: 12, top: 116 + 26 * n, right: 452, bottom: 142 + 26 * n });
const word = (n: number, left: number): Rect => ({ ...line(n), left, right: left + 40 });
const cover = (a: Rect, b: Rect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('the card about a word', () => {
  test('covers neither the word nor the current line, and stays in the window', () => {
    fc.assert(
      fc.property(
        fc.nat(8),
        fc.nat(8),
        fc.integer({ min: 54, max: 400 }),
        fc.boolean(),
        (at, current, left, mirrored) => {
          const shift = mirrored ? 816 : 0;
          const moved = (box: Rect): Rect => ({ ...box, left: box.left + shift, right: box.right + shift });
          const where = placeCard(
            moved(word(at, left)),
            [line(current), moved(line(current))],
            moved(column),
            card,
            room,
          );
          const box = { ...where, right: where.left + card.width, bottom: where.top + card.height };
          expect(cover(box, moved(word(at, left)))).toBe(false);
          expect(cover(box, line(current))).toBe(false);
          expect(cover(box, moved(line(current)))).toBe(false);
          expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
          expect(box.right).toBeLessThanOrEqual(room.width);
          expect(box.bottom).toBeLessThanOrEqual(room.height);
        },
      ),
    );
  });

  test('is right beneath the word where nothing is in the way', () => {
    expect(placeCard(word(3, 100), [line(0)], column, card, room)).toEqual({ left: 100, top: 226 });
  });

  test('on a phone, with nothing beside it, goes beneath the current line', () => {
    const phone = { width: 390, height: 844 };
    const narrow: Rect = { left: 8, top: 200, right: 382, bottom: 700 };
    const at = placeCard(word(1, 60), [line(3)], narrow, { width: 340, height: 240 }, phone);
    expect(at.top).toBeGreaterThanOrEqual(line(3).bottom);
  });
});
