import { narration } from './narration.en.ts';
import { shell } from './shell.en.ts';
import { stageEn as stage } from './stage.en.ts';
import type { Texts } from './texts.ts';

export const texts: Texts = { shell, narration, stage };
