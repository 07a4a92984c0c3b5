import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chrome or Chromium for tests: the machine's own, else Playwright's. Root may not use Chromium's sandbox, so there it goes without. */
export function findBrowser() {
  const own = installed.find((path) => existsSync(path))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return {
    executablePath: own ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined),
    args: [...asRoot, '--disable-gpu', '--disable-background-networking'],
  }
}

/** Finds a browser or gets one: Playwright's download first, the system's package where root can install it. */
export function ensureBrowser() {
  if (findBrowser().executablePath) return
  process.stdout.write('Installing a browser for the tests …\n')
  run('playwright', ['install', 'chromium'])
  if (findBrowser().executablePath) return
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', 'chromium'])
  }
  if (!findBrowser().executablePath)
    throw new Error(
      'No Chrome or Chromium was found, and none could be installed. Install one, then run the tests again.',
    )
}

function run(program, args) {
  spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
