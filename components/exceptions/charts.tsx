import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatDay } from '#components/ui/format.ts'
import type { CodeNumbers, DayNumbers } from './picture-numbers.ts'

const BAR = 30
const AXES = 34
const tick = { fill: 'var(--color-ink-2)', fontSize: 12 }
const figure = { fill: 'var(--color-ink)', fontSize: 12 }

/** What blocks is solid and what warns is hatched, so that they are told apart without colour. */
export function CodesChart({ codes }: { codes: readonly CodeNumbers[] }) {
  // A bar of nothing carries no label, so the figure stands on the last part that there is.
  const drawn = codes.map((each) => ({
    ...each,
    blockingAlone: each.warnings === 0 ? each.blocking : '',
    all: each.blocking + each.warnings,
  }))
  return (
    <ResponsiveContainer width="100%" height={drawn.length * BAR + AXES}>
      <BarChart
        data={drawn}
        layout="vertical"
        accessibilityLayer={false}
        margin={{ top: 0, right: 44, bottom: 0, left: 0 }}
      >
        <defs>
          <pattern
            id="warning-hatch"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" fill="var(--color-warn-soft)" />
            <rect width="2" height="5" fill="var(--color-warn)" />
          </pattern>
        </defs>
        <CartesianGrid horizontal={false} stroke="var(--color-line)" />
        <XAxis type="number" allowDecimals={false} tick={tick} stroke="var(--color-line-strong)" />
        <YAxis
          type="category"
          dataKey="code"
          width={132}
          interval={0}
          tick={tick}
          tickLine={false}
          stroke="var(--color-line-strong)"
        />
        <Bar dataKey="blocking" stackId="code" barSize={14} fill="var(--color-bad)" isAnimationActive={false}>
          <LabelList dataKey="blockingAlone" position="right" {...figure} />
        </Bar>
        <Bar
          dataKey="warnings"
          stackId="code"
          barSize={14}
          fill="url(#warning-hatch)"
          isAnimationActive={false}
        >
          <LabelList dataKey="all" position="right" {...figure} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}

export function DaysChart({ days }: { days: readonly DayNumbers[] }) {
  return (
    <ResponsiveContainer width="100%" height={240}>
      <BarChart
        data={[...days]}
        accessibilityLayer={false}
        margin={{ top: 20, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => formatDay(day, 'short')}
          tick={tick}
          stroke="var(--color-line-strong)"
        />
        <YAxis allowDecimals={false} width={40} tick={tick} stroke="var(--color-line-strong)" />
        <Bar dataKey="cleared" maxBarSize={36} fill="var(--color-good)" isAnimationActive={false}>
          <LabelList
            dataKey="cleared"
            position="top"
            formatter={(cleared) => (cleared === 0 ? '' : cleared)}
            {...figure}
          />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}
