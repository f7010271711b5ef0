import type { LabState } from '../../../shared/model/lab-state.ts';
import type { Stray } from '../../../shared/lessons/strays.ts';
import { literalText } from '../../../shared/programs/tokens.ts';
import type { StraysMessages } from './messages.ts';
import { programName } from './names.ts';

/** A sentence for each thing that a person has made different from the lesson. */
export function straySentences(strays: readonly Stray[], state: LabState, text: StraysMessages): string[] {
  return strays.flatMap((stray): string[] => {
    switch (stray.is) {
      case 'edited': {
        const { kind, value } = stray.parameter;
        const edited = text.edited(
          programName(state, stray.program, text),
          stray.line,
          literalText(kind, value),
          literalText(kind, stray.own),
        );
        const ports = kind === 'port' ? listeningPorts(state) : [];
        return ports.length === 0 ? [edited] : [edited, text.listens(ports.join(', '))];
      }
      case 'dropped':
        return [text.dropped(stray.segments)];
      case 'added':
      case 'stopped':
        return [text[stray.is](programName(state, stray.program, text))];
      case 'wire':
        return [text.wire];
      default:
        return stray satisfies never;
    }
  });
}

export function listeningPorts({ sockets }: LabState): number[] {
  return Object.values(sockets).flatMap(({ state, gone, local }) =>
    state === 'LISTEN' && !gone && local !== null ? [local.port] : [],
  );
}
