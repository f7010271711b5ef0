import { PAGE_FAULTS } from '../shared/content/page-faults.ts';
import { pages } from './app/index.ts';
import { routeOf } from './navigation/route.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

const root = document.getElementById('root');
const fetchPage = pages[routeOf(new URL(location.href)).is];

if (root) {
  // If the page cannot be fetched now, `showPage` says so and tries again.
  fetchPage().catch(() => {});
  import('./app/root.tsx').then(
    ({ showPage }) => showPage(root, fetchPage),
    // Without React and the settings this is all that can be done.
    () => root.append(Object.values(PAGE_FAULTS.notFetched).join(' ')),
  );
}
