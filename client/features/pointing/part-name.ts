import type { HostId } from '../../../shared/log/events.ts';
import type { Point } from '../../../shared/protocol/class-schema.ts';
import type { Panel } from '../../stage/model/event-panel.ts';
import type { Messages } from './messages.en.ts';

/** The kinds of parts that have a name, by the beginning of their anchor. */
const KINDS = {
  line: 'program',
  gutter: 'program',
  result: 'program',
  var: 'variable',
  'next-var': 'variable',
  output: 'output',
  badge: 'thread',
  syscall: 'calls',
  buffer: 'buffer',
  empty: 'buffer',
  grid: 'buffer',
  cells: 'buffer',
  header: 'socket',
  state: 'socket',
  queue: 'queue',
  nic: 'nic',
  kernel: 'kernel',
  ladder: 'sequence',
  chip: 'wire',
  wire: 'wire',
  'wire-area': 'wire',
} as const;

/** The panel of a phone's stage that has the place. */
export function panelOf({ in: names }: Point): Panel {
  const host = names.map((name) => /:(client|server)/.exec(name)?.[1]).find((one) => one !== undefined);
  return (host as HostId | undefined) ?? 'wire';
}

/** Names the innermost part that has a name. */
export function nameOf(point: Point, text: Messages): string {
  for (const name of point.in) {
    const [kind = ''] = name.split(':', 1);
    if (!Object.hasOwn(KINDS, kind)) continue;
    const known = KINDS[kind as keyof typeof KINDS];
    const part = known !== 'buffer' ? known : /:send:/.test(name) ? 'send' : 'recv';
    const panel = panelOf(point);
    return panel === 'wire' ? text.parts[part] : text.of(panel, text.parts[part]);
  }
  return text.stage;
}
