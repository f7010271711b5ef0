import type { PastQuestion } from '../../../../shared/protocol/vote-schema.ts';
import type { Messages } from '../messages.en.ts';
import type { Words } from '../use-words.ts';

/** A table program takes a cell that begins so for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

const cellOf = (value: string | number): string => {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180, with a byte order mark, without which Excel takes UTF-8 for the system's own encoding. A row for each option and round. */
export function csvOf(
  questions: readonly { readonly past: PastQuestion; readonly words: Words | null }[],
  text: Messages['csv'],
): string {
  const head = [
    text.question,
    text.from,
    text.text,
    text.round,
    text.option,
    text.optionText,
    text.answers,
    text.share,
    text.outcome,
  ];
  const rows = questions.flatMap(({ past, words }) => rowsOf(past, words, text));
  return `\uFEFF${[head, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

function rowsOf(
  { id, about, rounds, shown, happened }: PastQuestion,
  words: Words | null,
  text: Messages['csv'],
): (string | number)[][] {
  const from =
    'options' in about ? text.own : 'next' in about ? text.next : `${about.lesson} ${about.prediction}`;
  return rounds.flatMap((counts, round) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, option) => [
      id,
      from,
      words?.text ?? '',
      round + 1,
      option + 1,
      words?.options[option]?.text ?? '',
      count,
      all === 0 ? '' : (count / all).toFixed(3),
      shown
        ? happened === null || happened === undefined
          ? ''
          : happened === option
            ? text.yes
            : text.no
        : text.withdrawn,
    ]);
  });
}
