import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { useSettings } from './settings/settings-store.ts';
import { loadTexts } from './i18n/index.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

const root = document.getElementById('root');
if (root) void loadTexts(useSettings.getState().language).then(() => createRoot(root).render(<App />));
