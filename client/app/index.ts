/** The pages, each fetched as one part. `main.ts` begins to fetch the one of the address while React is on its way. */
export const pages = {
  home: () => import('../features/home/home-page.tsx').then((m) => m.HomePage),
  map: () => import('../features/source-map/map-page.tsx').then((m) => m.MapPage),
  reference: () => import('../features/reference/reference-page.tsx').then((m) => m.ReferencePage),
  presenter: () => import('../features/presenter-view/page/index.ts').then((m) => m.fetchPage()),
  stage: () => import('./stage-page.tsx').then((m) => m.StagePage),
};
