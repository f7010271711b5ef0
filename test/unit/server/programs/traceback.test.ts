import { expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { tracebackOf } from '../../../../server/lab-host/programs/traceback.ts';
import { PythonRaise } from '../../../../server/lab-host/python/exceptions.ts';

test.each([
  ['', 'ValueError'],
  ['no', 'ValueError: no'],
])('[PROG5] a traceback ends as CPython’s does, with the message %j', (message, last) => {
  const { program } = readPython(`raise ValueError('${message}')`);
  const traced = { id: 'server/main', stack: [{ name: '<module>', line: 1 }], tree: program! };
  expect(tracebackOf(new PythonRaise({ name: 'ValueError', message }), traced).split('\n')).toEqual([
    'Traceback (most recent call last):',
    '  line 1, in <module>',
    `    raise ValueError('${message}')`,
    last,
  ]);
});
