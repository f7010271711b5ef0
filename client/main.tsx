import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { useSettings } from './settings/settings-store.ts';
import { followWalkthrough } from './lab/follow-walkthrough.ts';
import { followLabClock } from './lab/lab-clock.ts';
import { session } from './playback/playback.ts';
import { loadLanguage } from './i18n/catalogue.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

session.follow(followWalkthrough);
session.follow(followLabClock);

const root = document.getElementById('root');
/** React recovers by drawing once more. The fault itself belongs in the console, not React's number for it. */
const onRecoverableError = (error: unknown): void =>
  reportError(error instanceof Error ? (error.cause ?? error) : error);

if (root)
  void loadLanguage(useSettings.getState().language).then(() =>
    createRoot(root, { onRecoverableError }).render(<App />),
  );
