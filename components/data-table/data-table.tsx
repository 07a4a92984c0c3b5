'use client'

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  memo,
  type MouseEvent as PressEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useIsPhone } from '#components/ui/use-is-phone.ts'
import type { TableBranch } from './table-branch.ts'
import type { TableColumn, TableSorting } from './table-column.ts'
import type { TableHandle } from './table-handle.ts'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { tickedOf, toggleAll, toggleTick } from './ticks.ts'
import { treeStep } from './tree-step.ts'

declare module 'react' {
  interface CSSProperties {
    /** The tracks of a table's columns, shared by its head and rows. */
    '--columns'?: string
  }
}

const HEAD_HEIGHT = 30
const OVERSCAN = 6
/** Presses on these are theirs, not the row's. */
const OWN_PRESS = 'a, button, input, select, textarea, label, [data-tick], [data-detail]'

const nothingTicked: ReadonlySet<string> = new Set()

/** Where tables were scrolled to when their page was left, by `placeKey`. */
const places = new Map<string, number>()

export interface DataTableProps<Row extends object> {
  /** Read aloud: what the rows are. */
  label: string
  /** In the order to show: filtering and sorting belong to the feature, whose state is the URL. */
  rows: readonly Row[]
  columns: readonly TableColumn<Row>[]
  rowKey: (row: Row) => string
  /** A row in a word, for its checkbox. */
  rowLabel: (row: Row) => string
  sorting?: TableSorting
  onSortingChange?: (sorting: TableSorting) => void
  /** Ticked rows; without `onSelectedChange` rows have no checkbox. */
  selected?: ReadonlySet<string>
  onSelectedChange?: (selected: ReadonlySet<string>) => void
  /** The open row. The cursor follows it. */
  activeKey?: string | null
  onActivate?: (key: string) => void
  onCursorChange?: (key: string) => void
  /** Makes the grid a tree: `rows` are those of its open branches. A press then only moves the cursor; `data-opener` in a cell opens. */
  branchOf?: (row: Row) => TableBranch
  onExpand?: (key: string, open: boolean) => void
  /** Opens below the active row. */
  renderDetail?: (row: Row) => ReactNode
  /** Two lines on a phone, in place of the columns. */
  renderCompactRow?: (row: Row) => ReactNode
  rowHeight?: number
  compactRowHeight?: number
  /** Behind the last row: "Load more". */
  after?: ReactNode
  /** Remembers the scroll place under this name while the person is elsewhere. */
  placeKey?: string
  ref?: Ref<TableHandle>
}

/**
 * A grid of thousands of rows of which only the visible ones are in the page. One row has the focus (`tabindex=0`);
 * it stays in the page when it is scrolled out of sight, so that the focus is never lost.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  // The virtualizer is a mutable instance that keeps its identity: memoised reads of it would go stale.
  'use no memo'
  const { label, rows, columns, rowKey, rowLabel, activeKey = null, onActivate, renderDetail, after } = props
  const {
    selected = nothingTicked,
    onSelectedChange,
    rowHeight = 36,
    compactRowHeight = 64,
    placeKey,
  } = props
  const compact = useIsPhone() && props.renderCompactRow !== undefined
  const height = compact ? compactRowHeight : rowHeight
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const [Line] = useState(() => memo(TableRow<Row>))

  const { branchOf, onExpand } = props
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey])
  const tickable = useMemo(
    () => (branchOf ? rows.filter((row) => !branchOf(row).remark).map(rowKey) : keys),
    [rows, rowKey, branchOf, keys],
  )
  const [cursorKey, setCursorKey] = useState<string | null>(activeKey)
  const [followed, setFollowed] = useState(activeKey)
  if (followed !== activeKey) {
    setFollowed(activeKey)
    if (activeKey !== null) setCursorKey(activeKey)
  }
  const indexOf = useMemo(() => new Map(keys.map((key, index) => [key, index])), [keys])
  const cursorIndex = cursorKey === null ? -1 : (indexOf.get(cursorKey) ?? -1)
  const focusable = cursorIndex === -1 ? 0 : cursorIndex

  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => keys[index] ?? index,
    overscan: OVERSCAN,
    scrollMargin: compact ? 0 : HEAD_HEIGHT,
    scrollPaddingStart: compact ? 0 : HEAD_HEIGHT,
    initialOffset: () => (placeKey ? (places.get(placeKey) ?? 0) : 0),
    initialRect: { width: 0, height: 720 },
    rangeExtractor: (range) => withFocused(range, focusable),
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useLayoutEffect(() => virtualizer.measure(), [height])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row was opened from outside, not when rows arrive
  useEffect(() => {
    // A row that opens below itself was pressed where it stands: it must not move under the finger.
    const index = activeKey === null || renderDetail ? undefined : indexOf.get(activeKey)
    if (index !== undefined) virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [activeKey])

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    rowElement(scroller.current, cursorKey)?.focus({ preventScroll: true })
  })

  useEffect(() => {
    const element = scroller.current
    if (!placeKey || !element) return
    const remember = () => places.set(placeKey, element.scrollTop)
    element.addEventListener('scroll', remember, { passive: true })
    return () => element.removeEventListener('scroll', remember)
  }, [placeKey])

  const cursorAt = (index: number, takeFocus: boolean): string | null => {
    const key = keys[Math.min(Math.max(index, 0), keys.length - 1)]
    if (key === undefined) return null
    wantsFocus.current = takeFocus
    setCursorKey(key)
    if (key !== cursorKey) props.onCursorChange?.(key)
    else if (takeFocus) rowElement(scroller.current, key)?.focus({ preventScroll: true })
    virtualizer.scrollToIndex(indexOf.get(key) ?? 0, { align: 'auto' })
    return key
  }
  const anchor = useRef<string | null>(null)
  const toggle = (key: string, event?: { nativeEvent: Event }) => {
    const shift = event?.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey
    const range = shift ? { keys: tickable, anchor: anchor.current } : null
    onSelectedChange?.(toggleTick(selected, key, range))
    anchor.current = key
  }
  const latestToggle = useRef(toggle)
  useLayoutEffect(() => {
    latestToggle.current = toggle
  })
  // One function for good, so that a row is drawn again only when something of its own changed.
  const [onToggle] = useState(
    () => (key: string, event: { nativeEvent: Event }) => latestToggle.current(key, event),
  )

  useImperativeHandle(props.ref, () => ({
    move: (by) => cursorAt(cursorIndex === -1 ? (by > 0 ? 0 : keys.length - 1) : cursorIndex + by, true),
    cursor: () => keys[cursorIndex] ?? null,
    activate: () => {
      const key = keys[cursorIndex]
      if (key !== undefined) onActivate?.(key)
    },
    toggle: () => {
      const row = rows[cursorIndex]
      if (row && !branchOf?.(row).remark) toggle(rowKey(row))
    },
    focus: () => void cursorAt(focusable, true),
    scrollTo: (key) => {
      const index = indexOf.get(key)
      if (index !== undefined) virtualizer.scrollToIndex(index, { align: 'auto' })
    },
  }))

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const onRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined
    if (!onRow) return
    if (event.key === 'Enter') {
      event.preventDefault()
      const key = keys[focusable]
      if (key !== undefined) onActivate?.(key)
      return
    }
    const step = branchOf && treeStep(event.key, focusable, rows, branchOf)
    if (step) {
      event.preventDefault()
      const key = keys[focusable]
      if ('to' in step) cursorAt(step.to, true)
      else if (key !== undefined) onExpand?.(key, step.open)
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2)
    const target = targetOf(event.key, focusable, page, keys.length)
    if (target === undefined) return
    event.preventDefault()
    cursorAt(target, true)
  }

  const onClick = (event: PressEvent<HTMLDivElement>) => {
    const pressed = event.target
    if (!(pressed instanceof Element) || pressed.closest(OWN_PRESS)) return
    const id = pressed.closest<HTMLElement>('[data-row]')?.dataset.row
    if (id === undefined) return
    setCursorKey(id)
    if (!branchOf) return onActivate?.(id)
    const row = rows[indexOf.get(id) ?? -1]
    const open = row && branchOf(row).open
    if (open !== undefined && pressed.closest('[data-opener]')) onExpand?.(id, !open)
    else props.onCursorChange?.(id)
  }

  const tracks = columns.map((column) => column.width).join(' ')
  const ticks = onSelectedChange !== undefined && !compact
  const items = virtualizer.getVirtualItems()
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-surface">
      <div
        role={renderDetail || branchOf ? 'treegrid' : 'grid'}
        aria-label={label}
        aria-rowcount={keys.length + 1}
        aria-multiselectable={ticks || undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
        style={{ '--columns': ticks ? `15px ${tracks}` : tracks }}
      >
        {compact ? null : (
          <TableHead
            columns={columns}
            sorting={props.sorting}
            onSortingChange={props.onSortingChange}
            ticked={ticks ? tickedOf(selected, tickable) : undefined}
            onTickAll={() => onSelectedChange?.(toggleAll(selected, tickable))}
          />
        )}
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            const key = keys[item.index]
            if (row === undefined || key === undefined) return null
            const active = key === activeKey
            return (
              <div
                key={key}
                role="presentation"
                data-index={item.index}
                ref={renderDetail ? virtualizer.measureElement : undefined}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start - virtualizer.options.scrollMargin}px)` }}
              >
                <Line
                  rowId={key}
                  row={row}
                  index={item.index + 2}
                  columns={columns}
                  label={rowLabel(row)}
                  active={active}
                  selected={ticks ? selected.has(key) : undefined}
                  hasCursor={item.index === focusable}
                  height={height}
                  compact={compact ? props.renderCompactRow : undefined}
                  expandable={renderDetail !== undefined}
                  branch={branchOf?.(row)}
                  onToggle={onToggle}
                />
                {active && renderDetail ? <Detail>{renderDetail(row)}</Detail> : null}
              </div>
            )
          })}
        </div>
      </div>
      {after}
    </div>
  )
}

function Detail({ children }: { children: ReactNode }) {
  return (
    <div role="row" data-detail className="border-b border-line bg-sunken">
      <div role="gridcell">{children}</div>
    </div>
  )
}

function rowElement(scroller: HTMLElement | null, key: string | null): HTMLElement | null {
  if (!scroller || key === null) return null
  return scroller.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)
}

/** The row with the focus stays in the page wherever it is. */
function withFocused(range: Range, focused: number): number[] {
  const visible = defaultRangeExtractor(range)
  if (focused < 0 || focused >= range.count || visible.includes(focused)) return visible
  return [...visible, focused].sort((a, b) => a - b)
}

function targetOf(key: string, from: number, page: number, count: number): number | undefined {
  if (key === 'ArrowDown') return from + 1
  if (key === 'ArrowUp') return from - 1
  if (key === 'PageDown') return from + page
  if (key === 'PageUp') return from - page
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}
