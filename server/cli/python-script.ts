import { standaloneScript } from '../../shared/programs/standalone.ts';
import type { ScriptConfig } from './config.ts';
import { usage } from './values.ts';
import type { Terminal } from './announce.ts';
import { lessonNamed, withSettings } from './lesson-settings.ts';
import { terminalLanguage } from './text.ts';

/** Prints one program of a lesson as a script. Throws Failure if the lesson has no such program. */
export function script(config: ScriptConfig, terminal: Terminal): void {
  const {
    id,
    title,
    programs,
    outside = [],
  } = withSettings(lessonNamed(config.lesson, 'script'), config.set);
  const name = config.program;
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program === undefined)
    throw usage(`${id} has no program “${name}”, only ${Object.keys(programs).join(', ')}`, 'script');
  const language = config.language ?? terminalLanguage(terminal.env);
  terminal.write(standaloneScript({ program, name, title: `${id} ${title[language]}`, outside, language }));
}
