import { Checkbox } from '#components/ui/checkbox.tsx'
import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import type { List } from '#lib/contracts/lists.ts'
import { type ColumnRole, isColumnRole, levelOf, roleLabel, rolesOf } from './column-role.ts'
import type { Columns } from './columns.ts'
import { delimiters, isDelimiter } from './guess-delimiter.ts'
import type { TableSummary } from './import-messages.ts'
import { type DayOrder, readDay } from './read-day.ts'
import type { ReadOptions } from './read-table.ts'
import { columnLetter } from './table.ts'
import { encodings, isEncoding } from './text-encodings.ts'
import type { UnreadableTable } from './unreadable-table.ts'

const SHOWN_ROWS = 8

interface ColumnsStepProps {
  list: List
  table: TableSummary
  columns: Columns
  onChange: (columns: Columns) => void
  /** The same file read in another way. */
  onReadAgain: (options: ReadOptions) => void
  reading: boolean
  error: UnreadableTable | null
  recalled: boolean
}

export function ColumnsStep(props: ColumnsStepProps) {
  const { list, table, columns, onChange } = props
  const rows = table.rowCount - (columns.hasHeader ? 1 : 0)
  const setRole = (column: number, role: ColumnRole) =>
    onChange({ ...columns, roles: withRole(columns.roles, column, role) })
  const setOrder = (column: number, order: DayOrder) =>
    onChange({ ...columns, dayOrders: { ...columns.dayOrders, [column]: order } })
  return (
    <div className="grid min-w-0 gap-5">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <p className="self-center tabular-nums">
          {formatCount(rows)} {rows === 1 ? 'row' : 'rows'}
        </p>
        <Checkbox
          checked={columns.hasHeader}
          onChange={(event) => onChange({ ...columns, hasHeader: event.target.checked })}
          className="self-center"
        >
          The first row names the columns
        </Checkbox>
        <ReadingChoices {...props} />
      </div>
      {table.warnings.map((warning) => (
        <Notice key={warning} tone="warn" title={warning} />
      ))}
      {props.error ? (
        <Notice tone="bad" role="alert" title={props.error.title}>
          {props.error.message}
        </Notice>
      ) : null}
      <LostZeros table={table} columns={columns} levels={list.levels} />
      {props.recalled ? (
        <p className="text-ink-2">
          These columns were chosen the last time that a file for this list had this header.
        </p>
      ) : null}
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">The first rows of the file, and what each column holds</caption>
          <thead>
            <tr className="align-top">
              {columns.roles.map((role, column) => (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  key={column}
                  scope="col"
                  className="min-w-40 border-b border-line px-3 py-2.5 font-normal"
                >
                  <div className="grid gap-1.5">
                    <ColumnRoleSelect
                      name={nameOf(table, columns, column)}
                      role={role}
                      levels={list.levels}
                      onChange={(chosen) => setRole(column, chosen)}
                    />
                    <DayOrderSelect
                      table={table}
                      columns={columns}
                      column={column}
                      onChange={(order) => setOrder(column, order)}
                    />
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shownRows(table, columns).map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={row} className="border-b border-line-soft last:border-0">
                {columns.roles.map((role, column) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    key={column}
                    title={cells[column]}
                    className={classes('h-9 max-w-64 truncate px-3', role === 'skip' && 'text-ink-3')}
                  >
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function ReadingChoices({ table, onReadAgain, reading }: ColumnsStepProps) {
  return (
    <>
      {table.delimiter === null ? null : (
        <Select
          label="Separated by"
          className="w-36"
          disabled={reading}
          value={table.delimiter}
          options={Object.entries(delimiters).map(([value, label]) => ({ value, label }))}
          onValueChange={(delimiter) => {
            if (isDelimiter(delimiter)) onReadAgain({ delimiter })
          }}
        />
      )}
      {table.encoding === null ? null : (
        <Select
          label="Encoding"
          className="w-64"
          disabled={reading}
          value={table.encoding}
          options={Object.entries(encodings).map(([value, label]) => ({ value, label }))}
          onValueChange={(encoding) => {
            if (isEncoding(encoding)) onReadAgain({ encoding })
          }}
        />
      )}
      {table.sheets.length < 2 || table.sheet === null ? null : (
        <Select
          label="Sheet"
          className="w-56"
          disabled={reading}
          value={table.sheet}
          options={table.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          onValueChange={(sheet) => onReadAgain({ sheet })}
        />
      )}
    </>
  )
}

interface ColumnRoleSelectProps {
  name: string
  role: ColumnRole
  levels: number
  onChange: (role: ColumnRole) => void
}

function ColumnRoleSelect({ name, role, levels, onChange }: ColumnRoleSelectProps) {
  return (
    <Select
      label={name}
      value={role}
      options={rolesOf(levels).map((each) => ({ value: each, label: roleLabel(each, levels) }))}
      onValueChange={(chosen) => {
        if (isColumnRole(chosen, levels)) onChange(chosen)
      }}
    />
  )
}

interface DayOrderSelectProps {
  table: TableSummary
  columns: Columns
  column: number
  onChange: (order: DayOrder) => void
}

const spoken = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** Asked once a column, and only where nothing in the file tells. */
function DayOrderSelect({ table, columns, column, onChange }: DayOrderSelectProps) {
  const role = columns.roles[column]
  const isDate = role === 'startDate' || role === 'endDate'
  if (!isDate || table.dayOrders[column] !== 'ambiguous') return null
  const example = exampleOf(table, column)
  const chosen = columns.dayOrders[column]
  const say = (order: DayOrder) => spoken.format(new Date(`${readDay(example, order)}T00:00:00Z`))
  return (
    <Select
      label={`${example} means`}
      value={chosen ?? ''}
      error={chosen ? undefined : 'Choose which it is.'}
      options={[
        ...(chosen ? [] : [{ value: '', label: 'Choose' }]),
        { value: 'day-first', label: say('day-first') },
        { value: 'month-first', label: say('month-first') },
      ]}
      onValueChange={(order) => {
        if (order === 'day-first' || order === 'month-first') onChange(order)
      }}
    />
  )
}

/** One that reads both ways, and differently. */
function exampleOf({ firstRows }: TableSummary, column: number): string {
  const cells = firstRows.map((row) => row[column] ?? '')
  const telling = cells.find((cell) => {
    const [day, month] = [readDay(cell, 'day-first'), readDay(cell, 'month-first')]
    return day !== month && day !== cell && month !== cell
  })
  return telling ?? '3/4/2027'
}

function LostZeros({ table, columns, levels }: { table: TableSummary; columns: Columns; levels: number }) {
  const named = table.numericColumns.flatMap((column) => {
    const role = columns.roles[column] ?? 'skip'
    return levelOf(role) === null ? [] : [roleLabel(role, levels).toLowerCase()]
  })
  if (named.length === 0) return null
  return (
    <Notice
      tone="warn"
      title={`The ${named.join(', the ')} holds numbers: leading zeros, if there were any, are lost in this workbook`}
    >
      If codes such as 00123 are among them, format the column as text in Excel, write the zeros again, and
      import the file anew.
    </Notice>
  )
}

/** A role belongs to one column: taken by another, it leaves the first. */
function withRole(roles: readonly ColumnRole[], column: number, role: ColumnRole): ColumnRole[] {
  return roles.map((each, index) => {
    if (index === column) return role
    return role !== 'skip' && each === role ? 'skip' : each
  })
}

function nameOf({ firstRows }: TableSummary, { hasHeader }: Columns, column: number): string {
  const header = hasHeader ? firstRows[0]?.[column] : undefined
  return header ? header.slice(0, 60) : `Column ${columnLetter(column)}`
}

function shownRows({ firstRows }: TableSummary, { hasHeader }: Columns): string[][] {
  const first = hasHeader ? 1 : 0
  return firstRows.slice(first, first + SHOWN_ROWS)
}
