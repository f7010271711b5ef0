import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { useSettings } from './stores/settings-store.ts';
import { loadTexts } from './text/index.ts';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (root) void loadTexts(useSettings.getState().language).then(() => createRoot(root).render(<App />));
