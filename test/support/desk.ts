import type { Browser } from 'playwright';
import { expect } from 'vitest';
import type { EventOf, LabEventType } from '../../shared/log/events.ts';
import type { ChipState, LabState } from '../../shared/model/lab-state.ts';
import { l01 } from '../../shared/lessons/l01.ts';
import type { LessonPrograms } from '../../shared/lessons/lesson.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';
import { plainWire, type WireFigure, type WireMode } from '../../shared/log/wire-settings.ts';
import { type OpenOptions, PageDriver } from './page-driver.ts';
import { RoomClient } from './room-client.ts';

const FIELDS: Readonly<Record<WireFigure, string>> = {
  delayMs: 'Delay, ms',
  kbitPerSecond: 'Rate, kbit/s',
  queueSegments: 'Queue, segments',
  lossPercent: 'Lost, %',
  duplicatePercent: 'Doubled, %',
  reorderPercent: 'Overtaken, %',
  mtu: 'MTU, bytes',
};

/** A page, and a second connection into its room that steps the programs and reads the log. */
export class Desk {
  readonly driver: PageDriver;
  readonly lab: RoomClient;

  constructor(driver: PageDriver, lab: RoomClient) {
    this.driver = driver;
    this.lab = lab;
  }

  static async open(browser: Browser, address: string, options: OpenOptions = {}): Promise<Desk> {
    const driver = await PageDriver.open(browser, address, options);
    driver.page.setDefaultTimeout(10_000);
    await driver.ready();
    // The page is told that the lesson's questions are only watched, because the lab is moved past them from
    // elsewhere.
    const watched = JSON.stringify(Object.fromEntries(l01.predictions.map(({ id }) => [id, -1])));
    const { room, token } = await driver.page.evaluate((predicted) => {
      const id = location.hash.split('/').at(-1) ?? '';
      sessionStorage.setItem(`socketscope.predicted.${id}.L1.`, predicted);
      return { room: id, token: sessionStorage.getItem(`socketscope.token.${id}`) };
    }, watched);
    const lab = await RoomClient.enter(address, { room, token: token! });
    return new Desk(driver, lab);
  }

  /** Makes new hosts, and a message that takes several segments. */
  async fresh(bytes = 8000): Promise<void> {
    const { epoch } = this.lab;
    await this.do({ type: 'new-lab', reset: true });
    await this.until((state) => this.lab.epoch !== epoch && state.atRest);
    await this.do({ type: 'set', program: 'client', parameter: 'message', value: 'x'.repeat(bytes) });
    await this.driver.ready();
  }

  async do(command: Command): Promise<void> {
    expect(await this.lab.command(command)).toMatchObject({ type: 'done' });
  }

  until(condition: (state: LabState) => boolean): Promise<void> {
    return this.lab.until(() => condition(this.lab.state));
  }

  of<T extends LabEventType>(type: T): EventOf<T>[] {
    return this.lab.timeline.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Sets the wire's mode. The rest that follows must not be taken for that of a later step. */
  async mode(name: 'Hold' | 'Data' | 'ACKs' | 'Auto'): Promise<void> {
    await this.driver.page.locator('fieldset').getByText(name, { exact: true }).click();
    const mode = { Hold: 'hold', Data: 'hold-data', ACKs: 'hold-acks', Auto: 'auto' }[name];
    await this.until(({ wire, atRest }) => atRest && wire.settings.mode === mode);
  }

  /** Makes new hosts with these programs, and sets the wire's mode. */
  async compose(programs: LessonPrograms, mode: WireMode): Promise<void> {
    const { epoch } = this.lab;
    await this.do({ type: 'new-lab', programs: { ...programs }, wire: plainWire(mode) });
    await this.until((state) => this.lab.epoch !== epoch && state.atRest);
    await this.driver.ready();
  }

  /** Executes so many lines of a program, and waits for the rest after each. */
  async step(program: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      const { seq } = this.lab.state;
      await this.do({ type: 'step', program });
      await this.until((state) => state.seq > seq && state.atRest);
    }
  }

  /** Delivers the first held segment, or the first for which `which` is true. */
  async deliver(which: (chip: ChipState) => boolean = () => true): Promise<void> {
    const { seq, wire } = this.lab.state;
    const chip = wire.chips.find((one) => one.held.length > 0 && which(one));
    if (chip === undefined) throw new Error('nothing is held');
    await this.do({ type: 'deliver', chip: chip.chip });
    await this.until((state) => state.seq > seq && state.atRest);
  }

  /** Sets one of the figures towards the server, in the wire's own sheet. */
  async figure(name: WireFigure, value: number): Promise<void> {
    const { page } = this.driver;
    const field = page.getByLabel(new RegExp(`^${FIELDS[name]}, to server`));
    if (!(await field.isVisible())) await page.getByRole('button', { name: /^Wire settings/ }).click();
    await field.fill(String(value));
    await field.press('Enter');
    await this.until(({ wire, atRest }) => atRest && wire.settings.toServer[name] === value);
  }

  /** Lets both programs run on, so that the client sends its message. */
  async send(): Promise<void> {
    await this.do({ type: 'run-on' });
  }

  async close(): Promise<void> {
    expect(this.driver.complaints).toEqual([]);
    await this.lab.leave();
    await this.driver.page.close();
  }
}
