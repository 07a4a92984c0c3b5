import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ConcurFault, concurFaults } from './concur-faults.ts'
import type { Observed } from './faulty-desk.ts'
import type { Operation } from './operation.ts'

const file = fileURLToPath(new URL('MATRIX.md', import.meta.url))

/** A cell of the published table: what the person sees, then the calls. */
export function cellText({ seen, calls }: Observed): string {
  const { ends, status, code, job } = seen
  const what =
    ends === 'problem'
      ? status === 302
        ? `sign-in: ${code}`
        : `${status} ${code?.replace('concur-', '')}`
      : ends
  const rests = job ? restsText(job.rests) : ''
  return `${what}${job?.state === 'failed' ? ', job failed' : ''} · ${calls}${rests}`
}

function restsText(rests: readonly number[]): string {
  if (rests.length === 0) return ''
  const seconds = rests.map((ms) => ms / 1000)
  return ` (rests ${seconds.map((each) => (each % 60 === 0 ? `${each / 60} min` : `${each} s`)).join(', ')})`
}

const headOf = `| operation | ${concurFaults.map(({ column }) => column).join(' | ')} |`
const line = `|${'---|'.repeat(concurFaults.length + 1)}`

/** @throws where a cell is missing: a table with a gap is not written */
export function writeTable(
  sections: readonly { heading: string; operations: readonly Operation[] }[],
  textAt: (operation: Operation, fault: ConcurFault) => string | undefined,
): void {
  const cell = (operation: Operation, fault: ConcurFault) => {
    const text = textAt(operation, fault)
    if (text === undefined) throw new Error(`Nothing is known of ${operation.row}, ${fault.column}.`)
    return text
  }
  const tables = sections.map(({ heading, operations }) =>
    [
      `## ${heading}\n`,
      headOf,
      line,
      ...operations.map(
        (each) => `| ${each.row} | ${concurFaults.map((fault) => cell(each, fault)).join(' | ')} |`,
      ),
    ].join('\n'),
  )
  writeFileSync(file, `${legend}\n${tables.join('\n\n')}\n`)
}

/** What the published table says of a cell; undefined where it has no such row or column. */
export function readTable(): (operation: Operation, fault: ConcurFault) => string | undefined {
  const cells = readFileSync(file, 'utf8')
    .split('\n')
    .filter((each) => each.startsWith('| '))
    .map((each) => each.slice(2, -2).split(' | '))
  const columns = cells.find(([head]) => head === 'operation') ?? []
  const rows = new Map(cells.map(([row, ...texts]) => [row, texts]))
  return (operation, fault) => rows.get(operation.row)?.[columns.indexOf(fault.column) - 1]
}

const legend = `# What a person sees when Concur fails

Written by \`npm run test:faults\`, held against by \`npm test\`; \`README.md\` beside it says what is proven. One row an operation, one column a fault, and in each cell
*what the person sees · calls of Concur*, repeats included; in jobs also how long the job rested before it came again.

| words | mean |
|---|---|
| shown | what was asked for |
| done, refused, unknown, not-sent | the outcome of a write, or of a job's row; *done* only where the sandbox's own state says so, *refused* and *not-sent* only where it says the contrary |
| 503 busy … | a problem with its status and code (\`concur-busy\`); its words say that nothing was changed, or that this is not known |
| sign-in: unavailable | the page of signing in, with its reason |
| job failed | the job gave up, with the reason; what it had not sent is *not-sent* |

*1 s*, *120 s*: what \`retry-after\` says. *once*, *twice*: then Concur is well again. *after effect*: Concur carried it out before it failed, as it did where the answer is *truncated* or has
*two roots*. *403 expired* says that the token has expired; *chunk refused* is the 400 for a chunked body.
`
