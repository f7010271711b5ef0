import { describe, expect, test } from 'vitest';
import { linkTo, routeOf, variationOf, type Route } from '../../../../client/navigation/route.ts';

const at = (address: string): Route => routeOf(new URL(address, 'http://host/some/path/'));

describe('an address', () => {
  test.each([
    ['', { is: 'home' }],
    ['?', { is: 'home' }],
    ['?lang=zh#lessons', { is: 'home' }],
    ['?page=', { is: 'home' }],
    ['?page=unheard-of', { is: 'home', missing: 'unheard-of' }],
    ['?page=map', { is: 'map' }],
    ['?page=reference', { is: 'reference', of: null }],
    ['?page=reference&of=recv&lang=en', { is: 'reference', of: 'recv' }],
    ['?lesson=L5', { is: 'stage' }],
    ['?replay=L10&see=send', { is: 'stage' }],
    ['?replay=L10&page=map', { is: 'stage' }],
    ['?tour', { is: 'stage' }],
    ['?tour=&lang=zh', { is: 'stage' }],
    ['?page=map#/room/abc', { is: 'stage' }],
    ['#/room/abc', { is: 'stage' }],
    ['#/try/abc', { is: 'stage' }],
  ] satisfies [string, Route][])('%j means its page', (address, route) => {
    expect(at(address)).toEqual(route);
  });

  test.each([
    ['?lesson=L5', null],
    ['?lesson=L5&variation=lose-syn-ack', 'lose-syn-ack'],
    ['?lesson=L5&variation=lose-syn-ack#/room/abc', null],
    ['?replay=L5&variation=lose-syn-ack', null],
  ])('%j begins a new room with the variation %j', (address, variation) => {
    expect(variationOf(new URL(address, 'http://host/'))).toBe(variation);
  });

  test('of a link is the one that was meant', () => {
    expect(at(linkTo({ page: 'reference', of: 'b=c&d' }, 'zh'))).toEqual({ is: 'reference', of: 'b=c&d' });
    expect(at(linkTo({}, 'en', '#lessons'))).toEqual({ is: 'home' });
  });
});
