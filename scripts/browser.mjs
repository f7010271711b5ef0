// Finds the browser for the tests: one that is installed, else one from the system's packages, else Playwright's.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Failure, lastLines, run, say } from './run.mjs';

/** Chromium without windows draws no browser around a page. Tests take about two thirds of the time with it. */
const headlessShell = 'chromium-headless-shell';
const linuxNames = [
  headlessShell,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const windowsPlaces = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser makes no connections of its own. It has no sandbox, because root and most containers cannot have one,
 * and the pages are our own.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @typedef {{ executablePath: string } | 'playwright'} Browser  'playwright' is the one that Playwright
 *   downloaded, and finds without a path.
 */

/** @returns {Promise<Browser | undefined>} */
export async function findBrowser() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (canRun(chosen)) return { executablePath: chosen };
    throw new Failure(`CHROMIUM_PATH is ${chosen}, which cannot be run.`, 'Correct it, or unset it.');
  }
  const executablePath = candidates().find(canRun);
  if (executablePath) return { executablePath };
  return (await playwrightHasOne()) ? 'playwright' : undefined;
}

/**
 * Installs a browser if there is none, and in CI the quickest one. If it cannot, the tests do without one, except in CI.
 */
export async function ensureBrowser() {
  const found = await findBrowser();
  const isChosen = Boolean(process.env['CHROMIUM_PATH']) || onPath(headlessShell) !== undefined;
  if (found !== undefined && (isChosen || !process.env['CI'])) return;
  const tried = [];
  const apt = process.platform === 'linux' ? aptGet() : undefined;
  // Not every distribution has the first.
  for (const name of apt ? [headlessShell, 'chromium'] : []) {
    say(`Installing ${name} for the browser tests (apt-get; first time only)…`);
    // Without a CJK font, every Chinese character is an empty box of the wrong width.
    tried.push(aptInstall(/** @type {string[]} */ (apt), [name, 'fonts-noto-cjk']));
    if (await findBrowser()) return;
  }
  say('Installing Chromium for the browser tests (Playwright; first time only)…');
  tried.push(
    run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium', '--only-shell']).output,
  );
  if (await findBrowser()) return;
  const failure = new Failure(
    `No browser for the tests, and none could be installed:\n${tried.map(lastLines).join('\n')}`,
    'Install Chromium or Chrome, or set CHROMIUM_PATH to one, and try again.',
  );
  if (process.env['CI']) throw failure;
  say(`${failure.message}\n${failure.remedy} Until then the tests that need a browser are skipped.`);
}

/** tshark is a second reader of our capture files. It is not worth a system package on somebody's own machine. */
export function reportTshark() {
  if (onPath('tshark')) return;
  const apt = process.platform === 'linux' && process.env['CI'] ? aptGet() : undefined;
  if (apt) {
    say('Installing tshark for the capture tests (apt-get; first time only)…');
    aptInstall(apt, ['tshark']);
    if (onPath('tshark')) return;
  }
  say(
    'tshark is not installed: the test that reads captures with it is skipped (Debian: apt-get install tshark).',
  );
}

/** @returns {string[]} */
function candidates() {
  if (process.platform === 'darwin') return macPlaces;
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    return roots.flatMap((place) => (place ? windowsPlaces.map((path) => join(place, path)) : []));
  }
  return linuxNames.flatMap((name) => onPath(name) ?? []);
}

/**
 * On Linux the browser must also answer. Ubuntu's chromium-browser is a stub if snaps do not work, and a browser that
 * was only downloaded may lack shared libraries.
 *
 * @param {string} path
 */
function canRun(path) {
  return process.platform === 'linux' ? run(path, ['--version']).ok : existsSync(path);
}

/** @param {string} name */
function onPath(name) {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function playwrightHasOne() {
  const { chromium } = await import('playwright');
  // The path is …/ms-playwright/chromium-1234/chrome-linux/chrome. The headless shell is in a folder beside that one.
  const full = chromium.executablePath();
  if (existsSync(full)) return canRun(full);
  const folder = /^(.*)chromium-(\d+)/.exec(dirname(full));
  if (folder === null) return false;
  const shell = `${folder[1]}chromium_headless_shell-${folder[2]}`;
  if (!existsSync(`${shell}/INSTALLATION_COMPLETE`)) return false;
  const name = readdirSync(shell, { recursive: true, encoding: 'utf8' }).find((path) =>
    /(^|[\\/])(chrome-headless-shell|headless_shell)(\.exe)?$/.test(path),
  );
  return name !== undefined && canRun(join(shell, name));
}

/** @returns {string[] | undefined} the words of a command, or undefined if packages cannot be installed without asking */
function aptGet() {
  if (!onPath('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  if (onPath('sudo') && run('sudo', ['-n', 'true']).ok) {
    return ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  }
  return undefined;
}

/**
 * @param {string[]} apt
 * @param {string[]} packages
 */
function aptInstall(apt, packages) {
  const [command = '', ...words] = apt;
  run(command, [...words, 'update', '-qq']);
  return run(command, [...words, 'install', '-y', '-qq', '--no-install-recommends', ...packages]).output;
}
