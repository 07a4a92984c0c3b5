import { spawnSync } from 'node:child_process'
import { environment, root } from './processes.mjs'

/** Asks the registry for known weaknesses of what is shipped; a registry that cannot be asked is told as such, never as "none". */
export function audit() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    env: environment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const report = read(stdout)
  if (!report?.vulnerabilities) {
    console.log(
      `The registry could not be asked, so nothing is known: ${report?.message ?? 'no answer of npm audit'}`,
    )
    process.exitCode = 2
    return
  }
  const found = Object.values(report.vulnerabilities)
  for (const { name, severity, range, fixAvailable } of found)
    console.log(`${severity}: ${name} ${range}${fixAvailable ? '' : ', no newer version helps yet'}`)
  console.log(
    `${found.length} packages with known weaknesses, of ${report.metadata.dependencies.prod} that are shipped`,
  )
  if (found.length > 0) process.exitCode = 1
}

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
