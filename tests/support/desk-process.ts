import { randomUUID } from 'node:crypto'
import { boot, type Clearance } from '../../lib/boot.ts'
import { listLists } from '../../lib/concur/lists-v1.ts'
import { readConfig } from '../../lib/config.ts'
import { findJob } from '../../lib/jobs/job-store.ts'
import { presentJob } from '../../lib/jobs/read-jobs.ts'

/**
 * A desk without its web server, in a process of its own that a test may kill. It says what happens in lines of JSON:
 * first that it is ready, then the job at each change.
 *
 * START, a code of Concur's consent page: signs in and starts a job of STEPS batches of ROWS items in the list "Vendors".
 * WATCH: tells of this job. DIE_AT "3 sent": kills itself, without a word, as soon as that is stored of step 3.
 */
const { START, STEPS, ROWS, WATCH, DIE_AT } = process.env

const app = await boot(readConfig(process.env))
say({ ready: true })
const jobId = START ? await startJob(app, START) : WATCH
if (!jobId) throw new Error('There is no job to watch.')
say({ jobId })
app.jobs.changes.on(jobId, () => void look())
await look()
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)))

async function look(): Promise<void> {
  const stored = await findJob(app.database.db, jobId ?? '')
  if (!stored) return
  const job = await presentJob(app.database.db, stored)
  const [at, phase] = DIE_AT?.split(' ') ?? []
  const step = job.steps.find(({ index }) => index === Number(at))
  const reached = phase === 'ended' ? step?.endedAt : phase === 'begun' ? step?.startedAt : undefined
  if (reached || (phase === 'stored' && step && step.counts.pending < step.counts.total))
    process.kill(process.pid, 'SIGKILL')
  say({ state: job.state, endedAt: job.endedAt, counts: job.counts })
}

async function startJob(app: Clearance, code: string): Promise<string> {
  const { personId } = await app.completeSignIn(code, `${app.config.appUrl}/api/auth/callback/concur`)
  const lists = await listLists(app.concurFor({ id: personId }, 'job'))
  const list = lists.find(({ name }) => name === 'Vendors')
  if (!list) throw new Error('The sandbox has no list of vendors.')
  const mark = randomUUID().slice(0, 8)
  const rowOf = (row: number) => ({ row, item: { name: `Vendor ${row}`, codes: [`K${mark}${row}`] } })
  const steps = Array.from({ length: Number(STEPS) }, (_, step) => ({
    operation: 'create',
    rows: Array.from({ length: Number(ROWS) }, (_, index) => rowOf(step * Number(ROWS) + index + 1)),
  }))
  const input = { list, operation: 'create' }
  const job = { kind: 'list-batch', title: 'Kill me', input, listId: list.id, lane: `list ${list.id}`, steps }
  return app.jobs.start(personId, job)
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}
