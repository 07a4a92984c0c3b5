import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { formatCount, formatDay } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { CodesChart, DaysChart } from './charts.tsx'
import { clearingsOptions } from './exceptions.queries.ts'
import type { CodeGroup } from './group-by-code.ts'
import { numbersByCode, numbersByDay } from './picture-numbers.ts'

/** The same numbers twice: drawn, and as a table beside it. Loaded when it is opened, since the charts are large. */
export function PictureView({ groups }: { groups: readonly CodeGroup[] }) {
  const codes = numbersByCode(groups)
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface px-3.5 py-5 desk:px-6">
      <div className="grid gap-9">
        <Figure title="Exceptions by code" legend={<Legend />} chart={<CodesChart codes={codes} />}>
          <Numbers
            label="Exceptions by code"
            head={['Code', 'Blocking', 'Warnings', 'All']}
            rows={codes.map(({ code, blocking, warnings }) => ({
              key: code,
              name: <span className="font-mono text-small">{code}</span>,
              figures: [blocking, warnings, blocking + warnings],
            }))}
          />
        </Figure>
        <Clearings />
      </div>
    </div>
  )
}

function Clearings() {
  const clearings = useQuery(clearingsOptions())
  const title = 'Cleared here, by day'
  if (clearings.isError)
    return <ProblemNotice error={clearings.error} retriesItself onRetry={() => void clearings.refetch()} />
  if (clearings.isPending)
    return (
      <div role="status" aria-label="Reading what was cleared" className="grid gap-3">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-60 w-full" />
      </div>
    )
  const days = numbersByDay(clearings.data)
  if (days.length === 0)
    return (
      <section className="grid gap-1">
        <h2>{title}</h2>
        <p className="text-ink-2">
          Nothing was cleared here yet. What is cleared is counted by day and code.
        </p>
      </section>
    )
  return (
    <Figure title={title} chart={<DaysChart days={days} />}>
      <Numbers
        label={title}
        head={['Day', 'Cleared']}
        rows={days
          .filter(({ cleared }) => cleared > 0)
          .toReversed()
          .map(({ day, cleared, codes }) => ({
            key: day,
            name: (
              <>
                {formatDay(day)}
                <span className="block text-small text-ink-2">
                  {codes.map(({ code, cleared: count }) => `${code} ${formatCount(count)}`).join(', ')}
                </span>
              </>
            ),
            figures: [cleared],
          }))}
      />
    </Figure>
  )
}

interface FigureProps {
  title: string
  legend?: ReactNode
  chart: ReactNode
  /** The numbers. */
  children: ReactNode
}

function Figure({ title, legend, chart, children }: FigureProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <h2 id={id}>{title}</h2>
        {legend}
      </div>
      <div className="grid items-start gap-x-8 gap-y-4 wide:grid-cols-[minmax(0,1fr)_320px]">
        {/* The table beside it says the same to ears. */}
        <div aria-hidden="true" className="min-w-0">
          {chart}
        </div>
        {children}
      </div>
    </section>
  )
}

function Legend() {
  return (
    <p aria-hidden="true" className="flex gap-4 text-small text-ink-2">
      <span className="flex items-center gap-1.5">
        <span className="h-2.5 w-4 rounded-xs bg-bad" /> Blocking
      </span>
      <span className="flex items-center gap-1.5">
        <span className="hatched h-2.5 w-4 rounded-xs border border-current text-warn" /> Warning
      </span>
    </p>
  )
}

interface NumbersProps {
  label: string
  head: readonly string[]
  rows: readonly { key: string; name: ReactNode; figures: readonly number[] }[]
}

function Numbers({ label, head, rows }: NumbersProps) {
  return (
    <table aria-label={label} className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-small text-ink-3">
          {head.map((name, column) => (
            <th
              key={name}
              scope="col"
              className={`py-1.5 font-medium ${column === 0 ? 'text-left' : 'figures pl-4'}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, figures }) => (
          <tr key={key} className="border-b border-line-soft">
            <th scope="row" className="py-1.5 text-left font-normal">
              {name}
            </th>
            {figures.map((figure, column) => (
              <td key={head[column + 1]} className="figures py-1.5 pl-4">
                {formatCount(figure)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
