// Runs before `npm start` and `npm test`, so that each works alone on a fresh clone. It has no dependencies,
// because it installs them, and it does nothing if nothing is missing.
import { ensureBrowser, reportTshark } from './browser.mjs';
import { buildIsOld, installIsOld } from './freshness.mjs';
import { Failure, npm, say, viteBuild } from './run.mjs';

const goal = process.argv[2] === 'test' ? 'test' : 'start';

try {
  requireNode(20, 19);
  if (installIsOld()) {
    say('Installing dependencies (first time, or when they have changed)…');
    npm(['ci', '--include=dev', '--no-audit', '--no-fund'], 'Check the network connection and try again.');
  }
  if (buildIsOld()) {
    say('Building…');
    viteBuild();
  }
  if (goal === 'test') {
    await ensureBrowser();
    reportTshark();
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`\n${error.message}\n${error.remedy}`);
  process.exit(1);
}

/**
 * @param {number} major
 * @param {number} minor
 */
function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  throw new Failure(
    `Socketscope needs Node.js ${major}.${minor} or newer; this is ${process.versions.node}.`,
    'Install a current version from https://nodejs.org and try again.',
  );
}
