import type { ReactNode } from 'react'

/** A column is data. The order of the rows belongs to the feature; the table only shows and asks for it. */
export interface TableColumn<Row> {
  id: string
  /** The words at the head; `hideHeader` keeps them for ears. */
  header: string
  hideHeader?: boolean
  /** A track of the CSS grid: "92px", "minmax(120px, 1fr)". */
  width: string
  align?: 'start' | 'end'
  sortable?: boolean
  /** The direction of the first press on the head. */
  sortFirst?: 'asc' | 'desc'
  /** A string where a string will do: thousands of cells are drawn while scrolling. */
  cell: (row: Row) => ReactNode
  /** The raw value, on hover. */
  hover?: (row: Row) => string | undefined
}

export interface TableSorting {
  column: string
  direction: 'asc' | 'desc'
}
