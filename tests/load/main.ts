import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { databases } from './desk.ts'
import { holds, type Measured, measure } from './measure.ts'
import { report } from './report.ts'

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: databases.join(',') },
    minutes: { type: 'string', default: '10' },
    approvers: { type: 'string', default: '200' },
  },
})
const wanted = { approvers: Number(values.approvers), jobs: 5, streams: 50, minutes: Number(values.minutes) }

const measured: Measured[] = []
for (const database of databases.filter((each) => values.on.split(',').includes(each))) {
  console.log(
    `${database}: ${wanted.approvers} approvers for ${wanted.minutes} minutes, then more until it is too much …`,
  )
  measured.push(await measure(database, wanted))
}
const text = report(measured, wanted)
console.log(`\n${text}`)
// A run that leaves out a database, people or time is for looking at.
if (measured.length === databases.length && wanted.minutes >= 10 && wanted.approvers >= 200)
  writeFileSync(new URL('RESULTS.md', import.meta.url), text)
const failed = measured.filter(({ steady, background }) => !holds(steady) || background.wrong.size > 0)
if (failed.length > 0) process.exitCode = 1
