import { narration } from '../features/narration/messages.zh.ts';
import { shell } from './shell.zh.ts';
import { stageZh as stage } from '../stage/messages.zh.ts';
import type { Texts } from './texts.ts';

export const texts: Texts = { shell, narration, stage };
