import { seedLists } from '../seed/lists.ts'
import type { ConcurList } from './entities.ts'

/** The company's lists in memory. */
export class ListStore {
  #byId = new Map<string, ConcurList>()

  reset(seed: number): void {
    this.#byId = new Map(seedLists(seed).map((list) => [list.id, list]))
  }

  all(): ConcurList[] {
    return [...this.#byId.values()]
  }

  find(id: string): ConcurList | undefined {
    return this.#byId.get(id)
  }
}
