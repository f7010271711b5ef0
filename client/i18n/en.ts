import { narration } from '../features/narration/messages.en.ts';
import { shell } from './shell.en.ts';
import { stageEn as stage } from '../stage/messages.en.ts';
import type { Texts } from './texts.ts';

export const texts: Texts = { shell, narration, stage };
