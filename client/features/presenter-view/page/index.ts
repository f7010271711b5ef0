/** The page's own code has many parts, whose names would be in the first file of every page. */
export const fetchPage = () => import('./presenter-page.tsx').then((m) => m.PresenterPage);
