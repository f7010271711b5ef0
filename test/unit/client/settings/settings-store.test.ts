import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../client/settings/settings-store.ts';

describe('settings kept on the device', () => {
  test('what this version understands is read, and all else is left out', () => {
    const text = JSON.stringify({
      theme: 'dark',
      speed: 3,
      motion: 'reduced',
      singleKeys: 'yes',
      colour: 'red',
    });
    expect(readSettings(text)).toEqual({ theme: 'dark', motion: 'reduced' });
  });

  test.each([null, '', '{', 'null', '[]', '"dark"', '1'])('%s gives no settings', (text) => {
    expect(readSettings(text)).toEqual({});
  });

  test('names that every object inherits are no settings', () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype))
      expect(readSettings(`{"${name}":"dark","theme":"dark"}`), name).toEqual({ theme: 'dark' });
  });

  test('any JSON is read without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readSettings(JSON.stringify(value))).toBeTypeOf('object');
      }),
    );
  });
});
