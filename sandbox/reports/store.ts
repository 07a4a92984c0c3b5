import { seedExpenseReports } from '../seed/expense-reports.ts'
import type { ExpenseReport } from './entities.ts'

/** Expense reports in memory. They are seeded at the first look: most tests never ask for one. */
export class ReportStore {
  #seed: () => ExpenseReport[] = () => []
  #byId: Map<string, ExpenseReport> | undefined

  reset(seed: number, today: number): void {
    this.#seed = () => seedExpenseReports(seed, today)
    this.#byId = undefined
  }

  /** The newest first by their creation, which no later change moves: pages stay whole. */
  all(): ExpenseReport[] {
    return [...this.#seeded().values()]
  }

  find(id: string): ExpenseReport | undefined {
    return this.#seeded().get(id)
  }

  changed(report: ExpenseReport, at: number): void {
    // Answers carry milliseconds at most, and readers may cut them off: two changes within a second still have to differ.
    report.modifiedAt = Math.max(at, report.modifiedAt + 1000)
    report.version += 1
  }

  #seeded(): Map<string, ExpenseReport> {
    if (this.#byId) return this.#byId
    const newestFirst = this.#seed().sort((one, other) => other.createdAt - one.createdAt)
    this.#byId = new Map(newestFirst.map((report) => [report.id, report]))
    return this.#byId
  }
}
