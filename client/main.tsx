import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { useSettings } from './settings/settings-store.ts';
import { followWalkthrough } from './lab/follow-walkthrough.ts';
import { followLabClock } from './lab/lab-clock.ts';
import { session } from './playback/playback.ts';
import { loadTexts } from './i18n/index.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

session.follow(followWalkthrough);
session.follow(followLabClock);

const root = document.getElementById('root');
if (root) void loadTexts(useSettings.getState().language).then(() => createRoot(root).render(<App />));
