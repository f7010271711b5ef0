import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Classes } from '../../server/classes/classes.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { FileStore } from '../../server/store/files.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeLabs } from './fake-labs.ts';

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A server with fake labs that keeps its rooms and classes in a folder. */
export class KeptPlace {
  readonly labs = new FakeLabs();
  readonly clock = { ms: 0 };
  readonly rooms = new Rooms({ labs: this.labs, version: '0', nowMs: () => this.clock.ms });
  readonly classes = new Classes(this.rooms, () => this.clock.ms);
  readonly folder: string;
  readonly store: FileStore;

  /** `before`: the files are as this server left them when it was killed. */
  constructor(folder: string, before?: KeptPlace) {
    this.folder = folder;
    if (before !== undefined) cpSync(before.folder, folder, { recursive: true });
    this.store = FileStore.open(folder, () => {})!;
    this.rooms.keepIn(this.store);
    this.classes.keepIn(this.store);
  }

  /** A page says hello, and is admitted once what it asks for has been read. */
  async page(hello: Parameters<FakeBrowser['connect']>[0]): Promise<FakeBrowser> {
    await this.classes.returning({ type: 'hello', version: PROTOCOL_VERSION, ...hello });
    const page = new FakeBrowser(this.classes).connect(hello).receive();
    await turn();
    return page.receive();
  }

  filesOf(kind: 'class' | 'votes' | 'own-labs' | 'hands'): string[] {
    // A file that is written anew has a second one beside it until that is synced.
    return readdirSync(this.folder).filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.ndjson'));
  }

  textOf(kind: Parameters<KeptPlace['filesOf']>[0]): string {
    return this.filesOf(kind)
      .map((name) => readFileSync(join(this.folder, name), 'utf8'))
      .join('');
  }
}

/** Returns what makes such servers, each with a folder of its own. The folders are gone after the file's tests. */
export function keptPlaces(): (before?: KeptPlace) => KeptPlace {
  const root = mkdtempSync(join(tmpdir(), 'socketscope-kept-'));
  afterAll(() => rmSync(root, { recursive: true }));
  let places = 0;
  return (before) => new KeptPlace(join(root, String((places += 1))), before);
}
