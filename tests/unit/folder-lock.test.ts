import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FolderInUse, lockFolder } from '#lib/db/folder-lock.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'clearance-lock-'))

it('A folder that another living process holds is refused by name', async () => {
  const folder = newFolder()
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  writeFileSync(join(folder, 'clearance.lock'), String(other.pid))
  expect(() => lockFolder(folder)).toThrow(FolderInUse)
  expect(() => lockFolder(folder)).toThrow(String(other.pid))
  const gone = new Promise((resolve) => other.once('exit', resolve))
  other.kill('SIGKILL')
  await gone
  lockFolder(folder)()
})

it('A folder can be taken again after it was given back', () => {
  const folder = newFolder()
  lockFolder(folder)()
  lockFolder(folder)()
})
