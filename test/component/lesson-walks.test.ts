import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { type Rest, walk } from '../support/lesson-walk.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const WORDS = {
  en: {
    end: 'Why? The explanation',
    predict: 'Predict first',
    run: /^Run .* on$/,
    again: /^Run again$/,
    right: 'As you predicted',
    wrong: 'It went differently',
    deliver: 'Deliver',
    drop: 'Drop',
    wire: {
      hold: /^Hold the wire$/,
      'hold-data': /^Hold data$/,
      'hold-acks': /^Hold the ACKs$/,
      auto: /^Let the wire deliver$/,
    },
    lose: /^Lose what the client sends$/,
    hosts: { client: 'client', server: 'server' },
    line: (line: number) => `line ${line}`,
    yours: 'your prediction',
  },
  zh: {
    end: '为什么？看解释',
    predict: '先预测',
    run: /^让.*运行$/,
    again: /^再运行一次$/,
    right: '和你预测的一样',
    wrong: '和预测的不同',
    deliver: '递送',
    drop: '丢弃',
    wire: {
      hold: /^扣住线路$/,
      'hold-data': /^扣住数据$/,
      'hold-acks': /^扣住 ACK$/,
      auto: /^让线路自动递送$/,
    },
    lose: /^让客户端发出的都丢失$/,
    hosts: { client: '客户端', server: '服务端' },
    line: (line: number) => `第 ${line} 行`,
    yours: '你的预测',
  },
} as const;

type Language = keyof typeof WORDS;
type Choice = 'first' | 'last';

const chosen = (options: readonly unknown[], choose: Choice): number =>
  choose === 'first' ? 0 : options.length - 1;

/** Every second lesson takes each question’s first option, and the others its last. */
describe('a lesson by the primary button alone, read in both languages', () => {
  test.each(LESSONS.map((lesson, i) => [lesson.id, lesson.title.en, lesson, i] as const))(
    '%s %s',
    async (_id, _title, lesson, i) => {
      const lab = new RecordedLab(lesson.id);
      const driver = await pages.page(lab);
      const { page } = driver;
      const choose = i % 2 === 0 ? 'first' : 'last';
      const { end, predict } = WORDS.en;
      const rests = await walk(page, { choose, end, predict, own: ownWords(lab, lesson) });
      expect(lab.refused, 'commands that the run does not continue with').toEqual([]);
      await page.locator('[data-part="primary"]').click();
      await page.getByRole('dialog').locator('[data-part="guide"]').waitFor();
      for (const language of ['en', 'zh'] as const) {
        const seen = rests.map((rest) => rest[language]);
        pageTellsTheRun(seen, lab, language);
        predictionsStandBesideOutcomes(seen, lesson, lab, language, choose);
        await guideTellsIt(page, lesson, language, choose);
      }
      expect(driver.complaints).toEqual([]);
      await page.close();
    },
  );
});

/** Each text can be read, and the button says before each command who does it, and to what. */
function pageTellsTheRun(rests: readonly Rest[], lab: RecordedLab, language: Language): void {
  expect(rests.flatMap(({ faults, asked }) => [...faults, ...(asked?.faults ?? [])])).toEqual([]);
  for (const { narration } of rests)
    expect(narration).toMatch(language === 'zh' ? /[\u3400-\u9fff]/ : /[a-z]{2}/);
  expect(rests.at(-1)?.label).toBe(WORDS[language].end);
  const pressed = rests.slice(0, -1).filter(({ asked }) => asked === null);
  expect(pressed.map(({ label }) => label)).toEqual(
    lab.done.map((done) => expect.stringMatching(labelled(done, language))),
  );
}

/**
 * These words are not the page's own: those of the kernel and the programs, and the lesson's code and
 * examples.
 */
function ownWords(lab: RecordedLab, lesson: Lesson): string {
  return lab.recorded + JSON.stringify([lesson.predictions, lesson.programs]);
}

/** The words of the button before this command say who does it, and to what. */
function labelled({ command, before }: RecordedLab['done'][number], language: Language): RegExp {
  const words = WORDS[language];
  switch (command.type) {
    case 'step': {
      const { program, line } = before.threads[command.thread ?? '']!;
      const host = words.hosts[before.programs[program]!.host];
      return new RegExp(`${host}.*${words.line(line!)}(?!\\d)`);
    }
    case 'run':
    case 'run-on':
      return words.run;
    case 'deliver':
    case 'drop': {
      const { headers } = before.wire.chips.find(({ chip }) => chip === command.chip)!.held[0]!;
      const what = command.type === 'deliver' ? words.deliver : words.drop;
      return headers.payloadBytes > 0
        ? new RegExp(`^${what} ${headers.payloadBytes} `)
        : new RegExp(`^${what} ${headers.flags.join(String.raw`\+`)}$`);
    }
    case 'wire':
      return command.settings.toServer.lossPercent === 100 ? words.lose : words.wire[command.settings.mode];
    case 'run-again':
      return words.again;
    default:
      throw new Error(`no lesson asks for ${command.type}`);
  }
}

/**
 * Returns the run's own answer to each question, by the fold that the server and the command line use too.
 */
function answers(lesson: Lesson, lab: RecordedLab): (number | null | undefined)[] {
  const walkthrough = new Walkthrough(lesson);
  const timeline = new Timeline();
  for (const event of lab.events) {
    timeline.append([event]);
    walkthrough.see(event, timeline.state);
  }
  return lesson.predictions.map(({ id }) => walkthrough.answer(id));
}

function predictionsStandBesideOutcomes(
  rests: readonly Rest[],
  { predictions, ...lesson }: Lesson,
  lab: RecordedLab,
  language: Language,
  choose: Choice,
): void {
  const words = WORDS[language];
  const asked = rests.flatMap((rest) => (rest.asked === null ? [] : [{ ...rest.asked, label: rest.label }]));
  expect(asked.map(({ question }) => question)).toEqual(
    predictions.map(({ question }) => expect.stringContaining(question[language])),
  );
  expect(asked.map(({ options }) => options)).toEqual(
    predictions.map(({ options }) => options.map(({ text }) => text[language])),
  );
  expect(new Set(asked.map(({ label }) => label))).toEqual(new Set([words.predict]));
  const outcomes = rests.flatMap(({ outcome }, i) =>
    outcome === null || JSON.stringify(rests[i - 1]?.outcome) === JSON.stringify(outcome) ? [] : [outcome],
  );
  expect(outcomes).toEqual(
    answers({ predictions, ...lesson }, lab).map((happened, i) => {
      const { options } = predictions[i]!;
      const given = chosen(options, choose);
      const isRight = happened === given;
      return {
        title: isRight ? words.right : words.wrong,
        yours: isRight ? null : options[given]!.text[language],
        happened: options[happened!]!.text[language],
      };
    }),
  );
}

/** At the end the button leads to the guide, which says what the run has shown and what was predicted. */
async function guideTellsIt(
  page: Page,
  { checks, explanation, predictions }: Lesson,
  language: Language,
  choose: Choice,
): Promise<void> {
  await page.evaluate((spoken) => window.speak(spoken), language);
  const guide = page.getByRole('dialog').locator('[data-part="guide"]');
  const told = await guide.evaluate((element) => ({
    way: element.querySelector('progress')?.position,
    checks: [...element.querySelectorAll<HTMLElement>('[data-is]')].map(({ dataset }) => dataset['is']),
    questions: [...element.querySelectorAll('[data-part="question"]')].map((question) =>
      [...question.querySelectorAll('li')].map(({ dataset, innerText }) => ({
        happened: dataset['happened'] !== undefined,
        text: innerText,
      })),
    ),
    text: element.textContent,
  }));
  expect(told.way).toBe(1);
  expect(told.checks).toEqual(checks.map(() => 'holds'));
  expect(told.questions).toHaveLength(predictions.length);
  for (const options of told.questions) {
    expect(options.filter(({ happened }) => happened)).toHaveLength(1);
    expect(options.map(({ text }) => text.includes(WORDS[language].yours)).indexOf(true)).toBe(
      chosen(options, choose),
    );
  }
  for (const paragraph of explanation)
    expect(told.text).toContain(paragraph[language].replaceAll(/[`*]/g, ''));
}
