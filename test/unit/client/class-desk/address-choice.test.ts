import { expect, test } from 'vitest';
import { choicesOf } from '../../../../client/features/class-desk/address-choice.ts';

const WIFI = { at: 'http://192.168.1.20:8127/', device: 'wlan0' };
const DOCKER = { at: 'http://172.17.0.1:8127/', device: 'docker0' };
const labels = (page: string, othersAt?: Parameters<typeof choicesOf>[1]): string[] =>
  choicesOf(page, othersAt).map(({ label }) => label);

test('[CLASS8] a page that was opened as localhost offers what the server named, the best first', () => {
  for (const here of ['localhost', '127.0.0.1', '[::1]'])
    expect(labels(`http://${here}:8127/?lesson=L1#/room/x`, [WIFI, DOCKER])).toEqual([
      '192.168.1.20:8127 (wlan0)',
      '172.17.0.1:8127 (docker0)',
    ]);
});

test('[CLASS8] a page that was opened at an address for others offers it first, and each once', () => {
  expect(labels('http://172.17.0.1:8127/?lesson=L1', [WIFI, DOCKER])).toEqual([
    '172.17.0.1:8127 (docker0)',
    '192.168.1.20:8127 (wlan0)',
  ]);
  expect(labels('http://lesson.school.cn/lab/', [WIFI])).toEqual([
    'lesson.school.cn',
    '192.168.1.20:8127 (wlan0)',
  ]);
});

test('[CLASS8] where a public address was given there is no other, wherever the page was opened', () => {
  const given = [{ at: 'https://lab.example/x/', isPublic: true as const }];
  for (const page of ['http://localhost:8127/', 'http://192.168.1.20:8127/'])
    expect(choicesOf(page, given)).toEqual([{ at: 'https://lab.example/x/', label: 'lab.example' }]);
});

test('[CLASS8] a server that only its own machine reaches has no address for others', () => {
  expect(choicesOf('http://localhost:8127/')).toEqual([]);
  expect(choicesOf('http://localhost:8127/', [])).toEqual([]);
});
